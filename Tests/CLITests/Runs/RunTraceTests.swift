import TLM
import TestSupport
import Testing

/// What runs within a run belongs to it.
@Suite struct RunTraceTests {
  private static let trace = "0af7651916cd43dd8448eb211c80319c"
  private static let parent = "b7ad6b7169203331"

  @Test func `a command finds its trace, its run and the store`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", "echo $TRACEPARENT; echo $TLM_RUN_ID; echo $TLM_STORE")

    let run = try #require(try sandbox.runs().first)
    let trace = try #require(run["trace_id"]?.text)
    let span = try #require(run["span_id"]?.text)
    #expect(trace.utf8.count == 32 && span.utf8.count == 16 && run["parent_span_id"] == nil)
    #expect(result.lines == ["00-\(trace)-\(span)-01", run["run_id"]?.text, sandbox.store])
  }

  @Test func `a trace that is there goes on, with what belongs to it`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", "echo $TRACEPARENT; echo $TRACESTATE; echo $BAGGAGE",
      environment: [
        "TRACEPARENT": "00-\(Self.trace)-\(Self.parent)-00", "TRACESTATE": "a=1", "BAGGAGE": "b=2",
      ])

    let run = try #require(try sandbox.runs().first)
    let span = try #require(run["span_id"]?.text)
    #expect(run["trace_id"]?.text == Self.trace && run["parent_span_id"]?.text == Self.parent)
    #expect(span != Self.parent)
    #expect(result.lines == ["00-\(Self.trace)-\(span)-00", "a=1", "b=2"])
  }

  @Test(arguments: [
    "", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
  ])
  func `what is no trace begins one, without what belonged to it`(text: String) throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", "echo ${TRACESTATE-none}; echo ${BAGGAGE-none}",
      environment: ["TRACEPARENT": text, "TRACESTATE": "a=1", "BAGGAGE": "b=2"])

    let run = try #require(try sandbox.runs().first)
    #expect(run["parent_span_id"] == nil && run["trace_id"]?.text != Self.trace)
    #expect(result.lines == ["none", "b=2"])
  }

  @Test func `what is emitted within is of the run, unless it says otherwise`() throws {
    let sandbox = try Sandbox()
    let script = """
      tlm emit plain; tlm-emit small
      tlm emit other trace_id=t run_id=r
      tlm emit half run_id=r
      printf '{"event":"line"}\\n{}\\n{"event":"told","data":{"trace_id":"t","run_id":"r"}}\\n' \
        | tlm emit -
      """

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", script, environment: sandbox.pathWithPrograms)
    try #require(result.code == 0, "\(result.errors)")

    let run = try #require(try sandbox.runs().first)
    for name in ["plain", "small", "line"] {
      let event = try #require(try sandbox.events(named: name).first)
      for key in ["run_id", "trace_id", "span_id"] { #expect(event[key] == run[key], "\(name)") }
    }
    let other = try #require(try sandbox.events(named: "other").first)
    #expect(other["trace_id"] == "t" && other["run_id"] == "r" && other["span_id"] == nil)
    let half = try #require(try sandbox.events(named: "half").first)
    #expect(half["run_id"] == "r" && half["trace_id"] == run["trace_id"])
    let told = try #require(try sandbox.events(named: "told").first)
    #expect(told["trace_id"] == nil && told["run_id"] == nil)
    #expect(try sandbox.events().contains { $0.contains("\"}") && !$0.contains("\"event\"") })
  }

  @Test func `a run within a run names it`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--name", "outer", "--", "tlm", "run", "--name", "inner", "--", "true",
      environment: sandbox.pathWithPrograms)
    try #require(result.code == 0, "\(result.errors)")

    let runs = try sandbox.runs()
    let outer = try #require(runs.first { $0["agent_name"] == "outer" })
    let inner = try #require(runs.first { $0["agent_name"] == "inner" })
    #expect(inner["parent_run_id"] == outer["run_id"] && outer["parent_run_id"] == nil)
    #expect(inner["trace_id"] == outer["trace_id"] && inner["parent_span_id"] == outer["span_id"])
  }

  @Test func `with TLM_DISABLED nothing is recorded or handed on`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "run", "--", "sh", "-c", "echo ${TRACEPARENT-none}; exit 4",
      environment: ["TLM_DISABLED": "1"])

    #expect(result.code == 4 && result.lines == ["none"])
    #expect(try sandbox.events().isEmpty)
  }
}
