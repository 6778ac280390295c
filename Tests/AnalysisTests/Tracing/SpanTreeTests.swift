import Analysis
import TLM
import Testing

@Suite struct SpanTreeTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

  @Test func `ids of W3C hold, a UUID is its digits, and any other name is hashed`() throws {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:02Z","event":"load","trace_id":"\(Self.trace)",\
      "span_id":"00f067aa0ba902b7","start_time":"2026-02-13T10:00:00Z","duration_s":2}
      {"ts":"2026-02-13T10:00:02Z","event":"call_completed","trace_id":\
      "4bf92f35-77b3-4da6-a3ce-929d0e0e4737","span_id":"x","latency_ms":5}
      {"ts":"2026-02-13T10:00:02Z","event":"call_completed","trace_id":"abc123","latency_ms":5}
      """)

    let load = try #require(tree.span("load"))
    #expect(load.traceID == Self.trace && load.id == "00f067aa0ba902b7")
    let ids = tree.spans.map(\.traceID)
    #expect(ids.contains("4bf92f3577b34da6a3ce929d0e0e4737") && Set(ids).count == 3)
    for span in tree.spans {
      #expect(span.traceID.contains(/^[0-9a-f]{32}$/) && span.id.contains(/^[0-9a-f]{16}$/))
    }
  }

  @Test func `a part of a run has the trace of the run`() throws {
    let run = """
      {"ts":"2026-02-13T10:00:00Z","event":"run","status":"running","run_id":"r","trace_id":"t",\
      "span_id":"a","start_time":"2026-02-13T10:00:00Z"}

      """
    let issue = """
      {"ts":"2026-02-13T10:00:01Z","event":"issue_start","issue_id":"B-1","run_id":"r"}
      {"ts":"2026-02-13T10:00:03Z","event":"issue_complete","issue_id":"B-1","run_id":"r"}

      """
    let whole = try #require(Told.tree(run + issue).span("issue B-1"))
    let later = run.replacing("10:00:0", with: "12:00:0")
    // The same in its place, though the run is nowhere near.
    let part = try #require(Told.tree(later + issue).span("issue B-1"))

    #expect(whole.traceID == part.traceID && whole.id == part.id)
    #expect(whole.parentID != nil && part.parentID == nil)
  }

  @Test func `a span told before its parent lies in it, and one without a parent says so`() throws {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:01Z","event":"point","trace_id":"t","span_id":"a"}
      {"ts":"2026-02-13T10:00:03Z","event":"inner","trace_id":"t","span_id":"b",\
      "parent_span_id":"a","start_time":"2026-02-13T10:00:01Z","duration_s":2,"status":"failure",\
      "error":"boom"}
      {"ts":"2026-02-13T10:00:05Z","event":"outer","trace_id":"t","span_id":"a",\
      "start_time":"2026-02-13T10:00:00Z","duration_s":5,"status":"success"}
      {"ts":"2026-02-13T10:00:06Z","event":"lost","trace_id":"u","span_id":"c",\
      "parent_span_id":"nobody","start_time":"2026-02-13T10:00:05Z","duration_s":1}
      """)

    #expect(
      Told.outline(tree) == ["outer 5.0 success", "  inner 2.0 failure", "lost 1.0 orphan"])
    let (outer, inner) = (try #require(tree.span("outer")), try #require(tree.span("inner")))
    #expect(inner.parentID == outer.id && inner.traceID == outer.traceID)
    #expect(inner.status == .error(type: "failure", message: "boom"))
    #expect(outer.points.map(\.name) == ["point"])
  }

  @Test func `a span of OpenTelemetry begins at its time`() throws {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"GET /","trace_id":"t","span_id":"a","kind":"span",\
      "duration_s":1.5,"status":"error","status_message":"refused"}
      """)

    let span = try #require(tree.span("GET /"))
    #expect(span.start == Timestamp("2026-02-13T10:00:00Z") && span.duration.seconds == 1.5)
    #expect(span.status == .error(type: "failure", message: "refused"))
  }

  @Test func `calls count once, however they are told`() throws {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","hook_event_name":"PreToolUse","session_id":"s",\
      "tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}
      {"ts":"2026-02-13T10:00:02Z","hook_event_name":"PostToolUse","session_id":"s",\
      "tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}
      {"ts":"2026-02-13T10:00:03Z","event":"tool_result","session_id":"s","success":"true",\
      "tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}
      """, session: "s")

    #expect(Told.outline(tree) == ["session s 2.0 synthetic", "  Bash 2.0 success"])
    #expect(tree.span("Bash")?.events.count == 3)
  }

  @Test(arguments: ["agent_call_gated", "PermissionDenied", "tool_call_blocked"])
  func `a call that was refused has ended, whatever its transcript says of it`(name: String) {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","hook_event_name":"PreToolUse","session_id":"s",\
      "tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}
      {"ts":"2026-02-13T10:00:01Z","event":"\(name)","session_id":"s",\
      "tool_name":"Bash","tool_use_id":"toolu_01ABCDEFGHJKLMNP"}
      {"ts":"2026-02-13T10:00:03Z","type":"user","sessionId":"s","message":{"content":[\
      {"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true}]}}
      """)

    let call = tree.span("Bash")
    #expect(call?.outcome == .blocked && call?.duration.seconds == 1)
    #expect(call?.marks.contains(.incomplete) == false)
  }

  @Test func `calls that a transcript tells are spans, and its lines moments`() {
    let tree = Told.tree(
      """
      {"type":"user","sessionId":"s","timestamp":"2026-02-13T10:00:00Z","message":{"content":"do"}}
      {"type":"assistant","sessionId":"s","timestamp":"2026-02-13T10:00:01Z","message":{"content":\
      [{"type":"tool_use","id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"},\
      {"type":"tool_use","id":"short","name":"Read"}]}}
      {"type":"user","sessionId":"s","timestamp":"2026-02-13T10:00:05Z","message":{"content":\
      [{"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP","is_error":true},\
      {"type":"tool_result","tool_use_id":"short"}]}}
      """, session: "s")

    #expect(
      Told.outline(tree) == [
        "session s 5.0 synthetic", "  Bash 4.0 failure", "  Read 4.0 success",
      ])
    #expect(tree.spans[0].points.map(\.name) == ["user", "assistant", "user"])
  }

  @Test func `a loop has states, and a state actions`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"loop_start","loop":"build","run_id":"r"}
      {"ts":"2026-02-13T10:00:01Z","event":"state_enter","state":"pick","iteration":1,"run_id":"r"}
      {"ts":"2026-02-13T10:00:02Z","event":"action_start","action":"x","run_id":"r"}
      {"ts":"2026-02-13T10:00:03Z","event":"action_output","line":"y","run_id":"r"}
      {"ts":"2026-02-13T10:00:04Z","event":"action_complete","exit_code":1,"duration_ms":2000,\
      "run_id":"r"}
      {"ts":"2026-02-13T10:00:05Z","event":"state_enter","state":"done","iteration":2,"run_id":"r"}
      {"ts":"2026-02-13T10:00:09Z","event":"loop_complete","terminated_by":"terminal","run_id":"r"}
      """)

    #expect(
      Told.outline(tree) == [
        "loop build 9.0 success", "  state pick #1 4.0", "    action 2.0 failure",
        "  state done #2 4.0",
      ])
    #expect(tree.span("action")?.points.map(\.name) == ["action_output"])
  }

  @Test func `a request has a task, and that states by what they leave`() {
    let tree = Told.tree(
      """
      {"timestamp":"2026-02-13T10:00:00Z","event":"request_received","trace_id":"t"}
      {"timestamp":"2026-02-13T10:00:01Z","event":"task_started","trace_id":"t"}
      {"timestamp":"2026-02-13T10:00:01Z","event":"state_transition","trace_id":"t",\
      "from_state":"plan","to_state":"call"}
      {"timestamp":"2026-02-13T10:00:03Z","event":"model_call_completed","trace_id":"t",\
      "span_id":"m","latency_ms":1500,"success":true}
      {"timestamp":"2026-02-13T10:00:04Z","event":"task_failed","trace_id":"t"}
      {"timestamp":"2026-02-13T10:00:05Z","event":"reply_ready","trace_id":"t"}
      """)

    #expect(
      Told.outline(tree) == [
        "request 5.0", "  task 3.0 failure", "    state plan 3.0", "      model_call 1.5 success",
      ])
  }

  @Test
  func `a run holds what was emitted within it, and nothing tells the end of one that was killed`()
  {
    let run = #""run_id":"r","trace_id":"t","span_id":"a""#
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"run","status":"running",\(run),"agent_name":"nightly",\
      "job_type":"sync","start_time":"2026-02-13T10:00:00Z"}
      {"ts":"2026-02-13T10:00:01Z","event":"issue_start","issue_id":"B-1",\(run)}
      {"ts":"2026-02-13T10:00:02Z","event":"note",\(run)}
      {"ts":"2026-02-13T10:00:03Z","event":"issue_complete","issue_id":"B-1",\(run)}
      {"ts":"2026-02-13T10:00:04Z","event":"pulled",\(run)}
      """)

    #expect(
      Told.outline(tree) == ["nightly sync 4.0 running incomplete", "  issue B-1 2.0 success"])
    #expect(tree.spans[0].points.map(\.name) == ["pulled"])
    #expect(tree.spans[1].points.map(\.name) == ["note"])
  }

  @Test func `work side by side within one span is told apart`() {
    let run = #""run_id":"r","trace_id":"t","span_id":"a""#
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:00Z","event":"run","status":"running",\(run)}
      {"ts":"2026-02-13T10:00:01Z","event":"tool_call_started","tool_name":"Read",\(run)}
      {"ts":"2026-02-13T10:00:02Z","event":"tool_call_started","tool_name":"Bash",\(run)}
      {"ts":"2026-02-13T10:00:03Z","event":"tool_call_failed","tool_name":"Read",\(run)}
      {"ts":"2026-02-13T10:00:09Z","event":"tool_call_completed","tool_name":"Bash",\(run)}
      {"ts":"2026-02-13T10:00:10Z","event":"run","status":"success",\(run)}
      """)

    #expect(
      Told.outline(tree)
        == ["run r 10.0 success", "  Read 2.0 failure", "  Bash 7.0 success"])
  }

  @Test func `what a correlation id ties is one flow, and what was caused goes with its cause`() {
    let tree = Told.tree(
      """
      {"id":"e1","type":"TaskCreated","timestamp":"2026-02-13T10:00:00Z","data":{"x":1},\
      "metadata":{"correlationId":"c"}}
      {"id":"e2","type":"SessionStarted","timestamp":"2026-02-13T10:00:01Z","data":\
      {"sessionId":"s"},"metadata":{"correlationId":"c","causationId":"e1"}}
      {"id":"e3","type":"SessionCompleted","timestamp":"2026-02-13T10:00:09Z","data":\
      {"sessionId":"s","result":"success"},"metadata":{"correlationId":"c","causationId":"e2"}}
      {"id":"e4","type":"Noted","timestamp":"2026-02-13T10:00:10Z","data":{},\
      "metadata":{"causationId":"e1"}}
      """)

    #expect(tree.spans.first?.title == "flow c")
    #expect(tree.spans.first?.points.map(\.name) == ["TaskCreated", "Noted"])
    #expect(tree.span("Session")?.duration.seconds == 8)
  }

  @Test func `a clock that goes back a little changes no order, and no time is negative`() {
    let tree = Told.tree(
      """
      {"ts":"2026-02-13T10:00:05Z","event":"issue_start","issue_id":"B-1"}
      {"ts":"2026-02-13T10:00:03Z","event":"issue_complete","issue_id":"B-1","result":"success"}
      {"event":"note","issue_id":"B-2"}
      """)

    #expect(
      Told.outline(tree).sorted() == ["issue B-1 0.0 success clamped", "issue B-2 0.0 incomplete"])
  }

  @Test func `events of no time at all have spans all the same`() {
    let tree = Told.tree(
      """
      {"event":"issue_start","issue_id":"B-1"}
      {"event":"issue_complete","issue_id":"B-1"}
      """)

    #expect(Told.outline(tree) == ["issue B-1 0.0 success untimed"])
  }
}
