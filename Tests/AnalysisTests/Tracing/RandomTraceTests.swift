import Analysis
import TLM
import TestSupport
import Testing

/// Whatever a log tells, and however badly: no event is lost, and spans lie within each other.
@Suite struct RandomTraceTests {
  private static let names = [
    "command_start", "command_end", "issue_start", "issue_phase", "issue_complete", "phase_start",
    "phase_end", "wave_start", "wave_complete", "run", "loop_start", "state_enter", "action_start",
    "action_complete", "loop_complete", "request_received", "task_started", "state_transition",
    "task_completed", "reply_ready", "tool_call_started", "tool_call_completed", "model_call_error",
    "PreToolUse", "PostToolUse", "note", "SessionStarted", "SessionCompleted", "", "evaluate",
  ]
  private static let times = [
    "\"2026-02-13T10:00:00Z\"", "\"1677-09-21T00:12:44Z\"", "\"2262-04-11T23:47:16Z\"", "null",
    "\"soon\"", "1e9", "-5",
  ]

  private func line(_ random: inout some RandomNumberGenerator) -> String {
    func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
    func id(_ letter: String) -> String { "\"\(letter)\(Int.random(in: 0...2, using: &random))\"" }
    let second = Int.random(in: 0...59, using: &random)
    let usual =
      "\"2026-02-13T10:0\(Int.random(in: 0...9, using: &random)):\(second < 10 ? "0" : "")\(second)Z\""
    var fields = ["\"event\":\"\(pick(Self.names))\""]
    let time = Int.random(in: 0...9, using: &random) > 0 ? usual : pick(Self.times)
    if Int.random(in: 0...19, using: &random) > 0 { fields.append("\"ts\":\(time)") }
    let optional = [
      "\"issue_id\":\(id("B-"))", "\"session_id\":\(id("s"))", "\"run_id\":\(id("r"))",
      "\"trace_id\":\(id("t"))", "\"span_id\":\(id("a"))", "\"parent_span_id\":\(id("a"))",
      "\"tool\":\(id("x"))", "\"phase\":\(id("p"))",
      "\"wave\":\(Int.random(in: 0...2, using: &random))",
      "\"tool_use_id\":\(id("u"))", "\"parent_tool_use_id\":\(id("u"))", "\"event_id\":\(id("e"))",
      "\"causation_id\":\(id("e"))", "\"correlation_id\":\(id("c"))",
      "\"parent_run_id\":\(id("r"))",
      "\"start_time\":\(usual)", "\"end_time\":\(usual)", "\"kind\":\"span\"",
      "\"duration_s\":\(pick(["1", "0", "-3", "1e300", "9e9", "0.001", "\"x\""]))",
      "\"status\":\"\(pick(["success", "failure", "running", "odd"]))\"",
      "\"phases\":{\"p0\":2,\"p1\":9e9,\"\":1,\"p2\":\"x\"}",
      "\"depth\":\(Int.random(in: 0...2, using: &random))",
      "\"startTimeUnixNano\":\"\(pick(["1", "9223372036854775807", "x"]))\"",
      "\"links\":[{\"trace_id\":\"t\",\"span_id\":1},3]",
      "\"events\":[{\"name\":\"n\",\"time\":1e18}]",
    ]
    fields += optional.filter { _ in Int.random(in: 0...3, using: &random) == 0 }
    return "{" + fields.joined(separator: ",") + "}\n"
  }

  private func check(_ events: [TracedEvent], _ tree: SpanTree, _ seed: UInt64) {
    let told = tree.spans.flatMap { $0.events + $0.points.compactMap(\.position) }
    let all = told + tree.loose.compactMap(\.position)
    #expect(all.count == Set(all).count && all.count == events.count, "seed \(seed)")
    #expect(tree.eventCount == events.count, "seed \(seed)")
    var ids: Set<String> = []
    for (place, span) in tree.spans.enumerated() {
      #expect(span.start <= span.end, "seed \(seed)")
      #expect(ids.insert(span.traceID + span.id).inserted, "seed \(seed): \(span.title)")
      guard let parent = span.parent else { continue }
      let outer = tree.spans[parent]
      #expect(parent < place && span.depth == outer.depth + 1, "seed \(seed)")
      #expect(outer.start <= span.start && span.end <= outer.end, "seed \(seed): \(span.title)")
    }
    for root in tree.roots {
      let parts = (root..<tree.end(ofSubtree: root)).map { tree.spans[$0].critical.rawValue }
      let whole = tree.spans[root].end.since(tree.spans[root].start)
      if let whole { #expect(parts.reduce(0, &+) == whole.rawValue, "seed \(seed)") }
    }
  }

  @Test func `no event of a random log is lost, and every span lies in the one around it`() {
    let seed = randomSeed()
    var random = Seeded(seed)
    for _ in 0..<300 {
      let count = Int.random(in: 1...60, using: &random)
      let lines = (0..<count).map { _ in line(&random) }.joined()
      let events = Told.events(lines)
      let tree = SpanTree(of: events, in: "store")

      check(events, tree, seed)
      let shuffled = SpanTree(of: events.shuffled(using: &random), in: "store")
      #expect(tree == shuffled, "seed \(seed)")
      for span in tree.spans where span.depth == 0 {
        let part = tree.focused { $0 == span }
        #expect(part.spans.first?.id == span.id, "seed \(seed)")
      }
    }
  }

  @Test func `spans within spans, as deep as somebody likes, take no stack`() {
    var lines = ""
    for depth in 0..<20_000 {
      lines += """
        {"ts":"2026-02-13T10:00:01Z","event":"w","trace_id":"t","span_id":"s\(depth)",\
        "parent_span_id":"s\(depth + 1)","start_time":"2026-02-13T10:00:00Z","duration_s":1}

        """
    }
    let tree = Told.tree(lines)

    #expect(tree.spans.count == 20_000 && tree.spans.last?.depth == 19_999)
  }

  @Test func `spans that are around each other are roots`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:01Z","event":"a","trace_id":"t","span_id":"1","parent_span_id":"2",\
      "start_time":"2026-02-13T10:00:00Z"}
      {"ts":"2026-02-13T10:00:01Z","event":"b","trace_id":"t","span_id":"2","parent_span_id":"1",\
      "start_time":"2026-02-13T10:00:00Z"}
      """)

    #expect(tree.spans.count == 2 && tree.roots.count == 1)
  }
}
