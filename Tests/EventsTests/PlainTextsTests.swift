import Events
import Lines
import TestSupport
import Testing

/// Texts that are found in one pass say what the accessors say.
@Suite struct PlainTextsTests {
  private static let keys = [
    "phase", "tool", "issue_id", "issueId", "issue_type", "session_id", "sessionId", "run_id",
    "runId", "result", "n", "metadata",
  ]
  private static let values = [
    "null", "\"\"", "\"a\"", "\"BUG-042\"", "\"exactly-16-bytes\"", "\"seventeen-bytes-17\"",
    #""with \u0041 escape""#, "\"é\"", "7", "1.5", "true", "[]", #"{"phase":"inner"}"#,
    "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "\"abc\"", "\"abcdefgh\"", "\"abcdefghi\"",
  ]

  private func accessors(_ event: borrowing Event) -> [String?] {
    [event.phase, event.tool, event.issueID, event.issueType, event.sessionID, event.runID]
  }

  @Test func `they are those of the accessors, whatever the line is`() {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let kinds: [Event.PlainTexts.Kind] = [.phase, .tool, .issue, .issueType, .session, .run]
    var plain = 0
    for _ in 0..<5_000 {
      let members = (0..<random.below(7)).map { _ in
        let key = Self.keys[random.below(Self.keys.count)]
        return "\"\(key)\":\(Self.values[random.below(Self.values.count)])"
      }
      let line = "{" + members.joined(separator: ",") + "}"
      let batch = LineParser().parse(LineChunk(Array(line.utf8)))
      let unreadable = UnreadableValues()
      let event = batch.event(at: 0, noting: unreadable)
      let texts = event.plainTexts
      let told = accessors(event)

      #expect(told[2] == nil || event.mayNameIssue, "\(line), seed \(seed)")
      guard texts.arePlain else { continue }
      plain += 1
      #expect(unreadable.isEmpty, "\(line), seed \(seed)")
      for (kind, text) in zip(kinds, told) {
        #expect(texts[kind].isAbsent == (text == nil), "\(kind) of \(line), seed \(seed)")
        if let text, texts[kind].isWhole { #expect(texts[kind].whole == text, "\(line)") }
        #expect(texts[kind] == text.map { ShortText($0) } ?? .absent, "\(line), seed \(seed)")
      }
    }
    #expect(plain > 500)
  }

  @Test func `a word for an outcome means the same, however it is looked up`() throws {
    for (word, outcome) in OutcomeWords.all {
      for spelled in [word, word.uppercased(), " \(word) "] {
        #expect(try event("{\"result\":\"\(spelled)\"}").event.outcome == outcome, "\(spelled)")
      }
      #expect(try event("{\"result\":\"\(word)x\"}").event.outcome == .unknown)
      #expect(OutcomeWords.plain(ShortText(word)) == outcome)
    }
    #expect(try event(#"{"result":"p\u0061ss"}"#).event.outcome == .success)
  }
}
