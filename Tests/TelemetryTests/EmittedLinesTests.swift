import Events
import Telemetry
import Testing

@Suite struct EmittedLinesTests {
  private static let time = Timestamp(rawValue: 1_770_976_800_000_000_000)

  private func stamped(_ text: String, limit: Int = 1 << 20) -> String {
    let lines = EmittedLines.stamped(Array(text.utf8), at: Self.time, limit: limit)
    return String(decoding: lines, as: UTF8.self)
  }

  @Test(arguments: [
    (#"{"event":"a"}"#, #"{"ts":"2026-02-13T10:00:00.000000Z","event":"a"}"#),
    (#"  {}"#, #"  {"ts":"2026-02-13T10:00:00.000000Z"}"#),
    (#"{"ts":"2026-01-01","event":"a"}"#, #"{"ts":"2026-01-01","event":"a"}"#),
    (#"{"ts":"nonsense"}"#, #"{"ts":"2026-02-13T10:00:00.000000Z","ts":"nonsense"}"#),
    ("no object", "no object"),
    ("[1]", "[1]"),
    ("", ""),
  ])
  func `an object without a time gets one, all else stays`(line: String, wanted: String) {
    #expect(stamped(line) == (wanted.isEmpty ? "" : wanted + "\n"))
    #expect(stamped(line + "\n") == wanted + "\n")
  }

  @Test func `lines are stamped one by one`() {
    #expect(
      stamped("{\"a\":1}\nx\n\n{\"b\":2}")
        == "{\"ts\":\"2026-02-13T10:00:00.000000Z\",\"a\":1}\nx\n\n{\"ts\":\"2026-02-13T10:00:00.000000Z\",\"b\":2}\n"
    )
  }

  @Test func `what is longer than the log takes is cut, and what is no event is kept as a text`() {
    let long = String(repeating: "x", count: 400)
    let lines = stamped("{\"text\":\"\(long)\"}\nshort\n\(long)\n", limit: 200)
      .split(separator: "\n")

    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.utf8.count < 200 })
    #expect(lines[0].hasPrefix(#"{"ts":"2026-02-13T10:00:00.000000Z","text":"xxx"#))
    #expect(lines[1] == "short")
    #expect(lines[2].contains(#""event":"\#(LogEventName.longLine.rawValue)""#))
  }
}
