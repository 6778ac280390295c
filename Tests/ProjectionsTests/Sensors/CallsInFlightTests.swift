import Events
import Folding
import Projections
import Sensors
import Testing

@Suite struct CallsInFlightTests {
  private let id = "agent_tools_in_flight"

  private func call(_ event: String, _ call: String, at time: Int, session: String = "s") -> String
  {
    line(event, at: time, ["tool_use_id": "\"\(call)\"", "session_id": "\"\(session)\""])
  }

  private func agent(_ event: String, _ agent: String, at time: Int) -> String {
    line(event, at: time, ["agent_id": "\"\(agent)\"", "session_id": "\"s\""])
  }

  @Test func `calls and agents are in flight from their begin to their end`() throws {
    let lines = [
      call("PreToolUse", "a", at: 0), call("PreToolUse", "b", at: 1),
      agent("SubagentStart", "x", at: 2), call("tool_call_started", "c", at: 3),
      call("PostToolUse", "a", at: 4), call("PermissionDenied", "b", at: 5),
      agent("SubagentStop", "x", at: 6), call("tool_call_failed", "c", at: 7),
    ]
    let expected: [Double] = [1, 2, 3, 4, 3, 2, 1, 0]

    for count in 1...lines.count {
      let sensed = try Sensed(Array(lines.prefix(count)))
      #expect(sensed.number(id, at: count - 1) == expected[count - 1], "after \(count)")
    }
    let sensed = try Sensed(lines)
    #expect(
      sensed.table.series(of: id, in: sensed.state, window: 8, at: time(7)).map(\.value)
        == expected.map { .number($0) })
    #expect(sensed.reading(id, at: 7)?.isStale == false)
  }

  @Test func `one call counts once, however often and in whatever order it is told`() throws {
    let begun = try Sensed([
      call("PreToolUse", "a", at: 0), call("PreToolUse", "a", at: 1),
      call("tool_call_started", "a", at: 1),
    ])
    let late = try Sensed([
      call("PostToolUse", "a", at: 1), call("PreToolUse", "a", at: 0),
      call("PreToolUse", "b", at: 2), call("PostToolUse", "b", at: 3),
      call("tool_call_completed", "b", at: 3), call("tool_call_started", "b", at: 2),
    ])

    #expect(begun.number(id, at: 1) == 1)
    #expect(late.number(id, at: 3) == 0)
  }

  @Test func `short ids are told apart by their sessions, long ones are not`() throws {
    let long = "toolu_0123456789abcdef"
    let sensed = try Sensed([
      call("PreToolUse", "1", at: 0, session: "s"), call("PreToolUse", "1", at: 0, session: "t"),
      call("PreToolUse", long, at: 0, session: "s"), call("PreToolUse", long, at: 0, session: "t"),
    ])

    #expect(sensed.number(id, at: 0) == 3)
  }

  @Test func `a session's end ends what goes on in it, and nothing else`() throws {
    let sensed = try Sensed([
      call("PreToolUse", "a", at: 0), call("PreToolUse", "b", at: 0, session: "t"),
      agent("SubagentStart", "x", at: 1), line("SessionEnd", at: 2, ["session_id": "\"s\""]),
      line("SessionEnd", at: 3, [:]),
    ])

    #expect(sensed.number(id, at: 3) == 1)
  }

  @Test func `a call without an end is given up after an hour, and may then begin anew`() throws {
    let begun = [call("PreToolUse", "a", at: 0), call("PreToolUse", "b", at: 60)]

    #expect(try Sensed(begun).number(id, at: 3599) == 2)
    #expect(try Sensed(begun).number(id, at: 3600) == 1)
    #expect(try Sensed(begun).number(id, at: 3660) == 0)
    #expect(
      try Sensed(begun + [call("PreToolUse", "a", at: 3600)]).number(id, at: 3700) == 1)
  }

  @Test func `of ends the last are remembered, and memory has a bound`() throws {
    let lines = (0..<5000).map { call("PostToolUse", "\($0)", at: $0 / 100) }

    let old = try Sensed(lines + [call("PreToolUse", "0", at: 60)])
    let new = try Sensed(lines + [call("PreToolUse", "4999", at: 60)])

    #expect(old.number(id, at: 60) == 1, "forgotten by then")
    #expect(new.number(id, at: 60) == 0)
  }

  @Test func `a state that was read back goes on, and tasks are not calls`() throws {
    let lines = [
      call("PostToolUse", "z", at: 0), call("PreToolUse", "a", at: 0),
      line("task_started", at: 1, ["task_id": "\"t\""]),
    ]
    let state = try Sensed(lines).state

    let bytes = try StateEncoder().encode(state)
    let decoded = try StateDecoder().decode(SensorMetrics.State.self, from: bytes)

    #expect(decoded == state)
    #expect(try StateEncoder().encode(decoded) == bytes)
    #expect(try Sensed(lines).number("perf_orch_active_tasks", at: 1) == 1)
    #expect(try Sensed(lines).number(id, at: 1) == 1)
  }

  @Test func `where nothing was called, a state is written as it always was`() throws {
    let state = try Sensed([line("task_started", at: 1, ["task_id": "\"t\""])]).state

    let text = String(decoding: try StateEncoder().encode(state), as: UTF8.self)

    #expect(text.contains("tasks") && !text.contains("otherTasks") && !text.contains("ended"))
  }
}
