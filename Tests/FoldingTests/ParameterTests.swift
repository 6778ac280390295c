import Events
import Testing

@testable import Folding
@testable import Views

@Suite struct ParameterTests {
  enum Bucket: String, Codable { case day, week }

  struct Tuned: Projection {
    static let name = "tuned"
    static let version = 1
    var tool: String?
    var per = Bucket.day
    var limit = 3
    var share = 0.5
    var ratio: Float = 0.25
    var most: Int?
    var isOn = true
    var names: [String] = []
    var initial: Int { 0 }
    var body: Handlers<Int> { OnAny { _, count in count += 1 } }
  }

  private func tuned(_ settings: String...) throws -> Tuned {
    try Tuned.configured(by: settings.map { try #require(Fold.ParameterSetting(argument: $0)) })
  }

  private func complaint(_ settings: String...) -> String {
    do {
      let projection = try Tuned.configured(by: settings.compactMap(Fold.ParameterSetting.init))
      return "accepted: \(projection)"
    } catch {
      return error.code == .badParameter ? error.message : "\(error.code)"
    }
  }

  @Test func `each parameter takes a text of its type, the others stay`() throws {
    #expect(try tuned("tool=ll-auto").tool == "ll-auto")
    #expect(try tuned("tool=7").tool == "7")
    #expect(try tuned("per=week").per == .week)
    #expect(try tuned("limit=-12").limit == -12)
    #expect(try tuned("share=2").share == 2)
    #expect(try tuned("ratio=1.5").ratio == 1.5)
    #expect(try tuned("most=9").most == 9)
    #expect(try tuned("isOn=false").isOn == false)
    #expect(try tuned(#"names=["a","b"]"#).names == ["a", "b"])
    let two = try tuned("tool=a=b", "limit=4")
    #expect(two.tool == "a=b" && two.limit == 4 && two.per == .day)
  }

  @Test func `an unknown name is told with those that there are`() {
    #expect(
      complaint("tol=x")
        == "tuned has no parameter tol; there is tool, per, limit, share, ratio, most, isOn, names")
  }

  @Test func `a text of another type is refused, and says why`() {
    #expect(complaint("limit=many") == "limit of tuned cannot be 'many': it takes a whole number")
    #expect(complaint("isOn=2").hasPrefix("isOn of tuned cannot be '2': "))
    #expect(complaint("per=year").contains("per of tuned cannot be 'year': "))
    #expect(complaint("most=x").hasPrefix("most of tuned cannot be 'x': "))
  }

  @Test func `equal parameters are one identity, however they were given`() throws {
    let one = try ProjectionIdentity(of: tuned("limit=4", "tool=x"))
    let other = try ProjectionIdentity(of: tuned("tool=x", "limit=4"))

    #expect(one == other && one.text == other.text)
    #expect(try ProjectionIdentity(of: Tuned()) != one)
  }

  @Test func `settings name a projection where there are several`() {
    let setting = Fold.ParameterSetting(argument: "velocity.per=week")
    #expect(setting == Fold.ParameterSetting("per", "week", of: "velocity"))
    #expect(Fold.ParameterSetting(argument: "=x") == nil)
    #expect(Fold.ParameterSetting(argument: "x") == nil)
    #expect(Fold.ParameterSetting(argument: "a=")?.text == "")
  }
}
