import Events
import TestSupport
import Testing

@testable import Lines

/// What is left of lines that are blanked.
struct BlankedLineTests {
  private let blanker = LineBlanker()
  private let parser = LineParser()

  private func blank(_ text: String) -> String {
    String(decoding: blanker.blank(Array(text.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    (#"{"ts":1,"event":"x","text":"secret"}"#, #"{"ts":1,"event":"x"                }"#),
    (#"{"text":"secret","event":"x"}"#, #"{"event":"x"                }"#),
    (#"{"a":1}"#, #"{     }"#), (#"{}"#, #"{}"#), ("", ""), ("secret", "      "),
    (#"{"event":"x","event":"y","a":1}"#, #"{"event":"y"                  }"#),
    (
      #"{"type":"x","timestamp":"2026-01-02T03:04:05Z","a":{"b":"secret"}}"#,
      #"{"type":"x","timestamp":"2026-01-02T03:04:05Z"                   }"#
    ),
  ])
  func `name and time stay, byte for byte`(line: String, left: String) {
    #expect(blank(line) == left)
  }

  @Test func `a time that nobody can read stays one, and what it said goes`() {
    let line = #"{"event":"x","ts":"the secret of noon"}"#
    let left = blank(line)

    #expect(!left.contains("secret") && left.utf8.count == line.utf8.count)
    let batch = parser.parse(LineChunk(Array(left.utf8)))
    #expect(batch.count == 1 && batch.isTimeUnreadable(at: 0))
  }

  @Test func `lines of every dialect keep name, time and length, and are blanked once`() {
    var count = 0
    for number in 0..<400 {
      let line = Array(SampleLines.line(number).dropLast())
      let left = blanker.blank(line)

      #expect(left.count == line.count)
      #expect(blanker.blank(left) == left)
      let (before, after) = (parser.parse(LineChunk(line)), parser.parse(LineChunk(left)))
      #expect(before.count == after.count && after.quarantined.isEmpty)
      guard before.count == 1 else { continue }
      count += 1
      #expect(before.event(at: 0).name == after.event(at: 0).name)
      #expect(before.ownTime(at: 0) == after.ownTime(at: 0))
      #expect(after.event(at: 0).fields.count <= 2)
    }
    #expect(count > 300)
  }

  @Test func `whatever is written, nothing breaks and nothing else is left`() {
    var dice = Seeded(11)
    for _ in 0..<4_000 {
      var line = Array(SampleLines.line(dice.below(200)).dropLast())
      for _ in 0..<dice.below(4) where !line.isEmpty {
        line[dice.below(line.count)] = UInt8(dice.below(256))
      }
      line.removeAll { $0 == 0x0A }
      let left = blanker.blank(line)
      #expect(left.count == line.count)
      #expect(blanker.blank(left) == left)
      let (before, after) = (parser.parse(LineChunk(line)), parser.parse(LineChunk(left)))
      #expect(before.count == after.count)
      if before.count == 1 { #expect(before.ownTime(at: 0) == after.ownTime(at: 0)) }
    }
  }
}
