import Events
import Projections
import Testing

/// Stages of requests.
@Suite struct RequestStagesTests {
  private func event(
    _ name: String, at time: Int?, trace: String = "t", from state: String? = nil
  ) -> String {
    let from = state ?? ""
    return line(name, at: time, ["trace_id": #""\#(trace)""#, "from_state": #""\#(from)""#])
  }

  @Test func `a request goes from entry to task, through states, to its reply`() throws {
    let report = try phaseTiming(
      event("request_received", at: 0),
      event("task_started", at: 2),
      event("state_transition", at: 3, from: "plan"),
      event("state_transition", at: 7, from: "act"),
      event("task_completed", at: 8),
      event("reply_ready", at: 10))

    let requests = report["requests"]
    #expect(requests?.names == ["act", "entry_to_task", "plan", "task_to_reply", "total"])
    #expect(requests?["entry_to_task", "sum_s"] == 2.0)
    #expect(requests?["plan", "sum_s"] == 4.0)
    #expect(requests?["act", "sum_s"] == 1.0)
    #expect(requests?["task_to_reply", "sum_s"] == 2.0)
    #expect(requests?["total", "sum_s"] == 10.0)
    #expect(requests?["total", "share"] == .some(.null))
    #expect(requests?["plan", "share"] == .double(4.0 / 9.0))
    #expect(report["requests_bottleneck"] == "plan")
  }

  @Test func `the way to the task is recorded once`() throws {
    let report = try phaseTiming(
      event("request_received", at: 0), event("task_started", at: 2),
      event("task_started", at: 5))

    #expect(report["requests", "entry_to_task", "count"] == 1)
  }

  @Test func `a stage that is open has no duration`() throws {
    let report = try phaseTiming(
      event("state_transition", at: 3, from: "plan"), event("reply_ready", at: 9),
      event("task_failed", at: 10))

    #expect(report["requests"]?.names == [])
  }

  @Test func `a new request of a trace begins anew`() throws {
    let report = try phaseTiming(
      event("request_received", at: 0), event("state_transition", at: 1, from: "plan"),
      event("request_received", at: 5), event("task_failed", at: 6), event("reply_ready", at: 8))

    #expect(report["requests"]?.names == ["task_to_reply", "total"])
    #expect(report["requests", "total", "sum_s"] == 3.0)
  }

  @Test func `a trace without a request has its stages all the same`() throws {
    let report = try phaseTiming(
      event("task_started", at: 0), event("state_transition", at: 1, from: "plan"),
      event("task_failed", at: 4), event("reply_ready", at: 5), event("reply_ready", at: 9))

    #expect(report["requests"]?.names == ["plan", "task_to_reply"])
    #expect(report["requests", "task_to_reply", "count"] == 1)
  }

  @Test func `traces do not mix, and events without a trace or a time do nothing`() throws {
    let report = try phaseTiming(
      event("request_received", at: nil, trace: "untimed"),
      line("request_received", at: 0, [:]),
      event("request_received", at: 0, trace: "a"),
      event("task_started", at: 3, trace: "b"),
      event("state_transition", at: 4, trace: "a"),
      event("reply_ready", at: 5, trace: "untimed"))

    #expect(report["requests"]?.names == [])
  }

  @Test func `time that runs backwards is invalid`() throws {
    let report = try phaseTiming(
      event("request_received", at: 5), event("task_started", at: 4),
      event("reply_ready", at: 6))

    #expect(report["invalid"] == 1)
    #expect(report["requests"]?.names == ["total"])
  }
}
