import Events
import Testing

struct WritingTests {
  @Test func `a line begins with the time and the name, then the envelope, then the rest`() {
    let event = NewEvent(
      "issue_phase", at: Timestamp("2026-02-13T10:01:12Z"),
      fields: [
        Member("zeta", 1), Member("result", "pass"), Member("alpha", nil),
        Member("issue_id", "BUG-1"), Member("result", "twice"),
      ])

    #expect(
      String(decoding: event.line(), as: UTF8.self)
        == #"{"ts":"2026-02-13T10:01:12.000000Z","event":"issue_phase","issue_id":"BUG-1","#
        + #""result":"pass","zeta":1,"alpha":null}"# + "\n")
  }

  @Test(arguments: [3, 100])
  func `of fields with one name the first is written, however many there are`(count: Int) {
    let numbered = (0..<count).map { Member("f\($0)", .integer(Int64($0))) }
    let event = NewEvent(
      "own",
      fields: [Member("event", "other")] + numbered
        + numbered.reversed().map {
          Member($0.name, "twice")
        } + [Member("ts", "2026-02-13T10:01:12Z"), Member("ts", "later"), Member("wave", [])])

    let rest = numbered.map { #","\#($0.name)":"# + JSONWriter.text(of: $0.value) }.joined()
    #expect(
      String(decoding: event.line(), as: UTF8.self)
        == #"{"ts":"2026-02-13T10:01:12Z","event":"own","wave":[]"# + rest + "}\n")
  }

  @Test func `what other readers would round is written as text`() {
    let value: Value = [
      "exact": .integer(1 << 53), "large": .integer((1 << 53) + 1),
      "low": .integer(.min), "high": .unsigned(.max), "nan": .double(.nan), "tenth": 0.1,
    ]
    var writer = JSONWriter()
    writer.write(value)

    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"exact":9007199254740992,"large":"9007199254740993","low":"-9223372036854775808","#
        + #""high":"18446744073709551615","nan":null,"tenth":0.1}"#)
  }

  @Test func `no text can end a line or leave its quotes`() {
    let all = String(String.UnicodeScalarView((0..<0x80).compactMap(Unicode.Scalar.init)))
    let text = JSONWriter.text(of: .string(all + "é\u{2028}"))

    #expect(!text.utf8.contains { $0 < 0x20 })
    #expect(text.contains(#"\u0000"#) && text.contains(#"\u001f"#) && text.hasSuffix("é\u{2028}\""))
  }

  @Test(arguments: [200, 500, 1000, 5000, 1 << 16])
  func `an event that is too long keeps its name, its time and all short fields`(limit: Int) {
    let event = NewEvent(
      "big", at: Timestamp("2026-02-13T10:01:12Z"),
      fields: [
        Member("a", .string(String(repeating: "é\n", count: 100_000))), Member("n", 7),
        Member("b", .string(String(repeating: "x", count: 50_000))),
      ])

    let line = event.shortened(to: limit).line()
    let text = String(decoding: line, as: UTF8.self)

    #expect(line.count <= limit)
    #expect(text.hasPrefix(#"{"ts":"2026-02-13T10:01:12.000000Z","event":"big","#))
    #expect(text.contains(#""n":7"#) && text.contains("tlm_truncated"))
    #expect(String(validating: line, as: UTF8.self) != nil)
  }

  @Test func `of very many fields as many are cut as have to be, each once`() throws {
    let fields = (0..<5000).map { Member("f\($0)", .string(String(repeating: "y", count: 300))) }
    let event = NewEvent(
      "many", at: Timestamp("2026-02-13T10:01:12Z"), fields: fields + [Member("f7", "again")])

    let line = event.shortened(to: 1 << 20).line()
    let value = try #require(Value(json: Array(line.dropLast())))

    #expect(line.count <= 1 << 20 && line.count > 1 << 19, "\(line.count)")
    let whole = value.members.filter { ($0.value.text?.utf8.count ?? 0) == 300 }
    let marks = try #require(value["tlm_truncated"]?.members)
    #expect(whole.count + marks.count >= 5000 && whole.count > 2000)
    #expect(Set(marks.map(\.name)).count == marks.count)
  }

  @Test func `an event that fits is left alone`() {
    let event = NewEvent("small", fields: [Member("text", "short")])

    #expect(event.shortened(to: 100) == event)
  }

  @Test func `names that only look alike are two fields`() {
    let composed = "caf\u{e9}"
    let decomposed = "cafe\u{301}"
    let line = NewEvent("x", fields: [Member(composed, 1), Member(decomposed, 2)]).line()
    let text = String(decoding: line, as: UTF8.self)
    let expected = "{\"event\":\"x\",\"\(composed)\":1,\"\(decomposed)\":2}\n"
    #expect(text.utf8.elementsEqual(expected.utf8))
  }
}
