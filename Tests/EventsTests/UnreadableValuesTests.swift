import Events
import Lines
import Testing

/// Whatever stands under a known key and nobody can read is counted, once: by whoever looks at all of a
/// line, and by whoever asks for it.
@Suite struct UnreadableValuesTests {
  /// Keys that hold the same, and which of the values below can be read as that.
  struct Family: Sendable {
    let keys: [String]
    let readable: Set<String>
  }

  private static let date = #""2026-02-13T10:00:00Z""#
  private static let texts = [#""soon""#, #""12""#, #""ok""#, #""true""#, #""PT5S""#, date]
  private static let whole = ["0", "1", "30", "-3", "18446744073709551616"]
  private static let values =
    texts + whole + ["true", "false", "12.5", "1e400", "{}", "[]", #"{"a":1}"#, "[1]"]
  private static let silent = ["null", #""""#]

  static let families = [
    Family(
      keys: Key.timeKeys.map(\.spelling),
      readable: ["0", "1", "30", "-3", "12.5", #""12""#, date]),
    Family(
      keys: [
        "duration_s", "duration_seconds", "elapsed_s", "duration_ms", "latency_ms",
        "response_time_ms", "duration",
      ], readable: Set(whole + ["12.5", #""12""#, #""PT5S""#])),
    Family(
      keys: ["result", "outcome", "status", "verdict"],
      readable: ["true", "false", #""ok""#, #""true""#]),
    Family(keys: ["success"], readable: ["true", "false", "0", "1", #""ok""#, #""true""#]),
    Family(keys: ["is_error", "isError"], readable: ["true", "false", "0", "1", #""true""#]),
    Family(keys: ["exit_code"], readable: Set(whole + [#""12""#])),
    Family(
      keys: CorrelationKey.all.flatMap { $0.keys.map(\.spelling) } + [
        "tool_use_id", "span_id", "spanId", "parent_span_id", "parentSpanId",
      ], readable: Set(whole + texts)),
    Family(
      keys: ["phase", "tool_name", "toolName", "tool.name", "model", "model_id", "issue_type"],
      readable: Set(texts)),
    Family(keys: ["level", "severity", "@l"], readable: Set(texts + ["30"])),
    Family(
      keys: [
        "input_tokens", "prompt_tokens", "output_tokens", "completion_tokens", "tokens",
        "cache_read_tokens", "cache_creation_input_tokens",
      ], readable: ["0", "1", "30", "-3"]),
    Family(
      keys: ["cost_usd", "total_cost_usd", "total_cost"], readable: Set(whole + ["12.5"])),
  ]

  private static let cases: [(key: String, value: String, isUnreadable: Bool)] = families.flatMap {
    family in
    family.keys.flatMap { key in
      values.map { (key, $0, !family.readable.contains($0)) } + silent.map { (key, $0, false) }
    }
  }

  /// How many a look at the whole line finds, and how many somebody finds who asks for everything.
  private func counts(_ json: String) -> (seen: Int, asked: Int) {
    let batch = LineParser().parse(LineChunk(Array(json.utf8)))
    guard batch.count == 1 else { return (-1, -1) }
    let notes = UnreadableValues()
    let event = batch.event(at: 0, noting: notes)
    let seen = event.unreadableCount
    if seen > 0 && !event.isSuspect { return (-2, -2) }
    askEverything(of: event)
    askEverything(of: event)
    return (seen, notes.take())
  }

  private func askEverything(of event: borrowing Event) {
    _ = (event.time, event.isTimed, event.duration, event.outcome, event.exitCode)
    for key in CorrelationKey.all { _ = event.text(key) }
    _ = (event.id(.toolUseID), event.spanID, event.parentSpanID, event.parentRunID)
    _ = (event.phase, event.toolName, event.model, event.issueType, event.level)
    _ = (event.tokens, event.costUSD)
  }

  @Test func `each value of each key is counted once if nobody can read it`() {
    for (key, value, isUnreadable) in Self.cases {
      let expected = isUnreadable ? 1 : 0
      let found = counts(#"{"event":"x","\#(key)":\#(value)}"#)
      #expect(found == (expected, expected), "\(key): \(value)")
    }
  }

  @Test(arguments: ["metadata", "data", "payload"])
  func `so it is in an object that keys are looked for in`(container: String) {
    let logger: Set<String> = ["time", "@t", "t", "eventTime"]
    // OpenTelemetry's two nanoseconds are asked for together, as a length.
    for (key, value, isUnreadable) in Self.cases where key != "startTimeUnixNano" {
      let expected = isUnreadable && !logger.contains(key) ? 1 : 0
      let found = counts(#"{"event":"x","\#(container)":{"n":1,"\#(key)":\#(value)}}"#)
      #expect(found == (expected, expected), "\(key): \(value)")
    }
  }

  @Test func `of equal keys the last counts, however it is spelled`() {
    for (key, value, isUnreadable) in Self.cases where isUnreadable {
      let escaped = "\\u00" + String(Array(key.utf8)[0], radix: 16) + key.dropFirst()
      for line in [
        #"{"event":"x","\#(key)":\#(value),"\#(key)":null}"#,
        #"{"event":"x","\#(key)":\#(value),"\#(escaped)":null}"#,
        #"{"event":"x","data":{"\#(key)":\#(value),"\#(key)":null}}"#,
      ] {
        #expect(counts(line) == (0, 0), "\(line)")
      }
      let twice = #"{"event":"x","\#(key)":null,"\#(key)":\#(value),"\#(escaped)":\#(value)}"#
      #expect(counts(twice) == (1, 1), "\(twice)")
    }
  }

  @Test func `each of several counts, and none that stands in no known place`() {
    #expect(
      counts(#"{"ts":"soon","duration_s":[],"status":"odd","phase":7,"metadata":{"phase":8}}"#)
        == (5, 5))
    #expect(counts(#"{"other":{"duration_s":"soon"},"data":[{"status":"odd"}],"n":"x"}"#) == (0, 0))
    #expect(counts(#"{"event":5}"#).seen == 1)
    #expect(counts(#"{"event":"x","type":5}"#) == (0, 0))
    #expect(counts(#"{"data":"text","metadata":7,"error":{"a":1}}"#) == (0, 0))
  }

  @Test func `who does not ask counts nothing, and what was taken is gone`() {
    let batch = LineParser().parse(
      LineChunk(Array(#"{"ts":"soon","duration_s":"x","status":"odd"}"#.utf8)))
    let notes = UnreadableValues()
    let event = batch.event(at: 0, noting: notes)

    #expect(notes.isEmpty)
    _ = (event.phase, event.model, event.view(.status), event.contains(.durationS))
    #expect(notes.isEmpty)
    _ = event.outcome
    #expect(notes.take() == 1 && notes.isEmpty)
    _ = (event.double("duration_s"), event.double(.durationS), event.string("status"))
    #expect(notes.take() == 1)
  }
}
