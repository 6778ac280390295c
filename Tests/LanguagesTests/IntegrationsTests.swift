import SystemCalls
import TLM
import TestSupport
import Testing

/// The programs of Examples/integrations, with the real libraries, read back by tlm.
@Suite(.enabled(if: Peers.areThere, Peers.reason)) struct IntegrationsTests {
  private let scratch = Scratch()

  private func run(_ program: String, _ argument: String) throws {
    _ = try scratch.tlm("init")
    let result = try scratch.run(
      [Peers.python, "\(Tree.root)/Examples/integrations/\(program).py", argument],
      environment: ["PYTHONPATH": Tree.root + "/Examples/emitters", "TLM_STORE": scratch.store])
    #expect(result.code == 0, "\(result.errors)")
  }

  private func report(_ projection: String) throws -> Value {
    let result = try scratch.tlm("replay", "-p", projection, "--json")
    #expect(result.code == 0, "\(result.errors)")
    let document = try #require(result.document)
    #expect(document["quarantined"] == 0 && document["unreadable"] == 0)
    return try #require(document["report"])
  }

  @Test func `what a program says by structlog is folded as it is`() throws {
    try run("structlog_program", "9")

    #expect(
      try scratch.counts() == [
        "request_received": 9, "task_started": 9, "state_transition": 9, "tool_call_completed": 9,
        "task_completed": 6, "task_failed": 3, "reply_ready": 9,
      ])
    let requests = try report("phase-timing")["requests"]
    #expect(requests?["planning"]?["count"] == 9)
    #expect(requests?["task_to_reply"]?["count"] == 9)
    let search = try report("tool-usage")["tools"]?["search"]
    #expect(search?["calls"] == 9)
    #expect(search?["max_s"] == .double(0.02))
    let failed = try #require(try scratch.tlm("query", "--event", "task_failed").document)
    #expect(failed["level"] == "error" && failed["component"] == "orchestrator")
    #expect(failed["exception"]?.text?.contains("no answer: ä\nsecond line") == true)
  }

  @Test func `what the OpenTelemetry SDK exports is folded as it is`() throws {
    try run("otel_program", "8")

    #expect(
      try scratch.counts() == [
        "invoke_agent": 8, "chat": 8, "tool_call_completed": 8, "log": 2, "metric": 2,
      ])
    let usage = try report("tool-usage")
    #expect(usage["tools"]?["search"]?["calls"] == 8)
    #expect(usage["tools"]?["search"]?["failure"] == 2)
    #expect(usage["programs"]?["my-agent"]?["events"] == 28)
    try expectSpans()
    let metrics = try scratch.tlm("query", "--event", "metric").lines.compactMap { Value(json: $0) }
    #expect(metrics.map { $0["metric"] } == ["gen_ai.client.token.usage", "agent.turns"])
    #expect(metrics.first?["sum"] == 800 && metrics.last?["value"] == 8)
  }

  /// Each agent is a trace of three spans, as the vocabulary reads them.
  private func expectSpans() throws {
    let agents = try spans("invoke_agent")
    let chats = try spans("chat")
    #expect(agents.count == 8 && chats.count == 8)
    for (agent, chat) in zip(agents, chats) {
      #expect(agent.trace?.utf8.count == 32 && agent.id?.utf8.count == 16)
      #expect(agent.parent == nil && agent.session != nil)
      #expect(chat.trace == agent.trace && chat.parent == agent.id)
      #expect(chat.model == "small-1" && chat.input == 100)
      #expect(chat.duration ?? 0 > 0)
    }
    #expect(Set(agents.map(\.trace)).count == 8)
  }

  private func spans(_ name: String) throws -> [SpanRead] {
    let lines = try scratch.tlm("query", "--event", name).bytes
    let batch = LineParser().parse(LineChunk(lines))
    return (0..<batch.count).map { SpanRead(batch.event(at: $0)) }
  }
}

/// What tlm's vocabulary reads off the line of a span.
private struct SpanRead {
  let trace, id, parent, session, model: String?
  let duration, input: Int64?

  init(_ event: borrowing Event) {
    (trace, id, parent) = (event.traceID, event.spanID, event.parentSpanID)
    (session, model) = (event.sessionID, event.model)
    (duration, input) = (event.duration?.rawValue, event.tokens?.input)
  }
}

/// Python with the libraries that the integrations are for.
enum Peers {
  static let python = Tree.root + "/.build-peers/venv/bin/python"

  /// Whether they are there; scripts/peers.sh gets them.
  static let areThere: Bool = {
    let words = ["-c", "import structlog, opentelemetry.sdk"]
    // Where it cannot even be started, it is not there.
    let tried = try? Command.run(
      python, words, environment: Tree.variables(home: "/"), in: Tree.root)
    return tried?.code == 0
  }()

  /// Why a test that needs them is skipped.
  static let reason: Comment =
    "SKIPPED: no structlog and OpenTelemetry in .build-peers; run scripts/peers.sh"
}
