import Events
import Telemetry
import TestSupport
import Testing

@Suite struct TruncationTests {
  private func rules(field: Int, event: Int = 512 << 10) -> RedactionRules {
    var rules = RedactionRules()
    rules.fieldLimit = field
    rules.eventLimit = event
    return rules
  }

  @Test(arguments: ["x", "é", "🐢", "👩‍👩‍👧‍👦", "e\u{301}"])
  func `a text that is too long is cut behind a whole character, and says by how much`(
    character: String
  ) throws {
    var report = RedactionReport()
    let text = String(repeating: character, count: 500)

    let short = Redactor(rules(field: 200)).text(text, &report)

    let parts = short.split(separator: "…[truncated, ")
    let cut = try #require(parts.last.flatMap { Int($0.split(separator: " ")[0]) })
    let kept = parts.count == 2 ? String(parts[0]) : ""
    #expect(short.utf8.count <= 200)
    #expect(kept == String(repeating: character, count: kept.count))
    #expect(kept.utf8.count + cut == text.utf8.count)
    #expect(short.hasSuffix("…[truncated, \(cut) bytes]"))
    #expect(report.truncatedTexts == 1 && report.truncatedBytes == cut)
    #expect(Redactor(rules(field: 200)).text(short, &report) == short)
  }

  @Test func `a text that is cut twice says all that is missing`() {
    var report = RedactionReport()
    let once = Redactor(rules(field: 300)).text(String(repeating: "x", count: 1000), &report)
    let twice = Redactor(rules(field: 100)).text(once, &report)

    let kept = twice.prefix { $0 == "x" }.count
    #expect(twice == String(repeating: "x", count: kept) + "…[truncated, \(1000 - kept) bytes]")
  }

  @Test func `an event over its limit cuts the longest texts and leaves the short ones`() {
    var report = RedactionReport()
    let long = String(repeating: "\"", count: 3000)
    let event = NewEvent(
      "big",
      fields: [
        Member("short", "stays"), Member("a", .string(long)), Member("b", [.string(long)]),
        Member("n", 1),
      ])
    let redactor = Redactor(rules(field: 2000, event: 1000))

    let short = redactor.event(event, &report)
    let line = redactor.line(event.line(), &report)

    #expect(short.line().count <= 1000 && line.count <= 1000)
    #expect(short.fields[0] == event.fields[0] && short.fields[3] == event.fields[3])
    #expect(short.line().count > 500)
    #expect(redactor.event(short, &report) == short)
    #expect(Value(json: Array(line.dropLast())) != nil)
  }

  @Test func `a text of which the escapes all stand in front is cut more`() {
    var report = RedactionReport()
    let text = String(repeating: "\u{1}", count: 2000) + String(repeating: "x", count: 50_000)
    let event = NewEvent("big", fields: [Member("a", .string(text)), Member("n", 1)])

    let short = Redactor(rules(field: 100_000, event: 2000)).event(event, &report)

    #expect(short.line().count <= 2000)
    #expect(short.fields.count == 2 && short.fields[0].value != .null)
  }

  @Test func `an event of very many members fits as well`() {
    var report = RedactionReport()
    let fields = (0..<5000).map { Member("n\($0)", 1) }
    let redactor = Redactor(rules(field: 100, event: 2000))

    #expect(redactor.event(NewEvent("big", fields: fields), &report).line().count <= 2000)
    #expect(redactor.line(NewEvent("big", fields: fields).line(), &report).count <= 2000)
  }

  @Test func `a secret that the cut would split is gone before`() {
    var report = RedactionReport()
    let secret = "gh" + "p_" + String(repeating: "a1B2", count: 9)
    for length in 40..<140 {
      let text =
        String(repeating: "x ", count: length / 2) + secret + String(repeating: " y", count: 99)
      let short = Redactor(rules(field: 128)).text(text, &report)
      #expect(!short.contains("a1B2") && short.utf8.count <= 128)
      #expect(Redactor(rules(field: 128)).text(short, &report) == short)
    }
  }
}
