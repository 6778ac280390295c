import Events
import Testing

@testable import Dashboard

@Suite struct RunFieldTests {
  private func field(_ name: String) throws -> RunField {
    try #require(RunField.all.first { $0.name == name })
  }

  @Test func `There are eleven`() {
    #expect(Set(RunField.all.map(\.name)).count == 11)
  }

  private static let taken: [(String, String, Value)] = [
    ("status", " Completed ", "success"), ("status", "canceled", "cancelled"),
    ("end_time", "2026-02-13T10:00:00Z", "2026-02-13T10:00:00Z"), ("duration_ms", "0", 0),
    ("items_failed", "9223372036854775807", .integer(.max)),
    ("metrics_json", "{\"a\":\n[1]}", ["a": .array([1])]),
  ]

  @Test(arguments: taken)
  func `What can be meant is taken`(_ name: String, _ text: String, _ value: Value) throws {
    #expect(try field(name).value(of: text) == value)
  }

  @Test(arguments: [
    ("status", "perhaps"), ("end_time", "noon"), ("duration_ms", "-1"), ("duration_ms", "1e3"),
    ("items_failed", "9223372036854775808"), ("metrics_json", "[1]"), ("context_json", "{"),
    ("error_summary", String(repeating: "x", count: 501)),
  ])
  func `What cannot be meant is refused in words`(_ name: String, _ text: String) throws {
    let field = try field(name)

    #expect(throws: RunField.Mistake.self) { try field.value(of: text) }
  }

  @Test func `What is shown and sent back as it was is no change`() {
    let known = Value.string("a\u{1b}[0m\nb")
    #expect(RunField.shown(known) == "a\\x1b[0m\nb")
  }
}
