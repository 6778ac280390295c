import Analysis
import Events
import Lines
import TestSupport
import Testing

@testable import Exporters

@Suite struct GrowingSpansTests {
  /// A log in which commands, each of its own run, work on issues side by side.
  private func log(_ random: inout Seeded, commands: Int) -> [String] {
    var lines: [(second: Int, line: String)] = []
    func tell(_ second: Int, _ name: String, _ fields: String) {
      let (minute, rest) = (second / 60, second % 60)
      let time = "2026-02-13T\(10 + minute / 60):\(two(minute % 60)):\(two(rest))Z"
      lines.append((second, #"{"ts":"\#(time)","event":"\#(name)",\#(fields)}"#))
    }
    for command in 0..<commands {
      let own = #""tool":"t\#(command)","session_id":"s\#(command)""#
      var second = random.below(3000)
      tell(second, "command_start", own)
      for issue in 0..<random.below(4) {
        let issued = own + #","issue_id":"B-\#(command)-\#(issue)""#
        second += random.below(20)
        tell(second, "issue_start", issued)
        second += 1 + random.below(50)
        tell(second, "issue_complete", issued + #","status":"success""#)
      }
      second += random.below(9)
      tell(second, "command_end", own + #","exit_code":0"#)
    }
    return lines.enumerated().sorted {
      ($0.element.second, $0.offset) < ($1.element.second, $1.offset)
    }
    .map(\.element.line)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func events(_ lines: [String]) -> [TracedEvent] {
    let text = lines.map { $0 + "\n" }.joined()
    let batch = LineParser().parse(LineChunk(Array(text.utf8)))
    return (0..<batch.count).map { TracedEvent(batch.event(at: $0)) }
  }

  private func id(_ span: TraceSpan) -> String {
    "\(span.traceID) \(span.id) \(span.parentID ?? "-") \(span.start.rawValue) \(span.end.rawValue)"
  }

  @Test func `however a log comes, the spans are those of all of it, each once`() {
    let seed = randomSeed()
    var random = Seeded(seed)
    for _ in 0..<40 {
      let all = events(log(&random, commands: 1 + random.below(12)))
      var growing = GrowingSpans(of: "store")
      var given: [TraceSpan] = []
      for event in all {
        growing.add(event)
        if random.below(4) == 0 { given += growing.take() }
      }
      let live = given.count
      given += growing.take(idle: .seconds(100_000))

      let tree = SpanTree(of: all, in: "store")
      #expect(given.map(id).sorted() == tree.spans.map(id).sorted(), "seed \(seed)")
      // What ended does not wait for the silence.
      #expect(live > 0 || all.count < 12, "seed \(seed)")
    }
  }

  @Test func `whoever begins anew where it says gives all that was not given`() {
    let seed = randomSeed()
    var random = Seeded(seed)
    for _ in 0..<40 {
      let all = events(log(&random, commands: 1 + random.below(12)))
      var growing = GrowingSpans(of: "store")
      var given: Set<String> = []
      var start: Position?
      for event in all {
        if random.below(8) == 0 {
          given.formUnion(growing.take().map(id))
          start = growing.start(before: event.position)
          if random.below(3) == 0 {
            // It dies, and reads again what it has to.
            growing = GrowingSpans(of: "store")
            for old in all where old.position >= start ?? .start && old.position < event.position {
              growing.add(old)
            }
          }
        }
        growing.add(event)
      }
      given.formUnion(growing.take(idle: .seconds(100_000)).map(id))

      let wanted = Set(SpanTree(of: all, in: "store").spans.map(id))
      #expect(given == wanted, "seed \(seed)")
    }
  }

  @Test func `a call is given at once though the run around it goes on`() {
    var growing = GrowingSpans(of: "store")
    for event in events([
      #"{"ts":"2026-02-13T10:00:00Z","event":"run","run_id":"r","status":"running","agent_name":"a"}"#,
      #"{"ts":"2026-02-13T10:00:09Z","event":"tool_call_completed","run_id":"r","tool_use_id":"u","duration_s":2}"#,
    ]) { growing.add(event) }

    let first = growing.take()
    #expect(first.map(\.level) == [.call])
    #expect(growing.take().isEmpty)
    // A day later it did not end.
    let rest = growing.take(idle: .seconds(100_000))
    #expect(rest.map(\.level) == [.run] && rest.first?.id == first.first?.parentID)
    #expect(rest.first?.marks.contains(.incomplete) == true)
  }

  @Test func `more than there is room for is given as it is`() {
    var growing = GrowingSpans(of: "store", limit: 10)
    let lines = (0..<10).map {
      #"{"ts":"2026-02-13T10:00:0\#($0)Z","event":"command_start","tool":"t\#($0)"}"#
    }
    for event in events(lines) { growing.add(event) }

    #expect(growing.isFull)
    #expect(growing.take().count == 10 && !growing.isFull)
  }
}
