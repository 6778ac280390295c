import Events
import TestSupport
import Testing

/// Members found by any name, also along its dots.
@Suite struct NamedLookupTests {
  private static let long = String(repeating: "n", count: 70)
  private static let spelled = [
    "a", "b", "a.b", "a.b.c", "gen_ai", "gen_ai.usage.x", "\\u0061", "gen\\u005fai.y", "\u{e9}", "",
    long, long + ".b",
  ]
  private static let values = [
    "1", "null", #"{"b":2,"b.c":3,"usage":{"x":4}}"#, #"{"b":{"c":5},"":6}"#, "[]",
  ]
  private static let asked = [
    "a", "b", "a.b", "a.b.c", "a.", "gen_ai.usage.x", "gen_ai.y", "\u{e9}", "", ".b", long,
    long + ".b", "nothing", "nothing.b",
  ]

  /// By taking every member and every name apart.
  private func found(_ name: String, in members: [Member]) -> Value? {
    func last(_ name: String, _ members: [Member]) -> Value? {
      members.last { $0.name == name }?.value
    }
    if let whole = last(name, members) { return whole == .null ? Value?.none : whole }
    let steps = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard steps.count > 1, var value = last(steps[0], members) else { return Value?.none }
    for step in steps.dropFirst() {
      guard case .object(let inner) = value, let next = last(step, inner) else {
        return Value?.none
      }
      value = next
    }
    return value == .null ? Value?.none : value
  }

  @Test func `a name is a member's own, else leads along its dots, however members are spelled`()
    throws
  {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    for _ in 0..<2_000 {
      let told = (0..<random.below(8)).map { _ in
        let name = Self.spelled[random.below(Self.spelled.count)]
        return "\"\(name)\":\(Self.values[random.below(Self.values.count)])"
      }
      let line = "{" + told.joined(separator: ",") + "}"
      let recorded = try event(line)
      var members: [Member] = []
      recorded.event.forEachMember { members.append(Member($0, $1.value)) }

      for name in Self.asked {
        #expect(
          recorded.event.value(named: name) == found(name, in: members),
          "\(name) of \(line), seed \(seed)")
      }
      let isThere = members.contains { $0.name.hasPrefix("gen_ai") }
      let mayBe = recorded.event.mayHaveMember(beginningWith: "gen_ai")
      // What is spelled with escapes may be anything.
      #expect(mayBe == (isThere || line.contains("\\u")), "\(line), seed \(seed)")
    }
  }
}
