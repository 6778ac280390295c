import Events
import Projections
import Testing
import Folding

/// Parameters: how they are written down, what is wrong with one, and what they leave.
@Suite struct ParameterTests {
  /// A value as it stands in the encoding of parameters.
  private enum Setting: Encodable {
    case text(String)
    case number(Int)
    case nothing

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .nothing: try container.encodeNil()
      }
    }
  }

  private func decoded<P: Projection>(_ type: P.Type, _ settings: [String: Setting]) throws -> P {
    try StateDecoder().decode(type, from: StateEncoder().encode(settings))
  }

  private func problem(_ body: () throws -> some Projection) -> String? {
    do {
      _ = try body()
      return nil
    } catch DecodingError.dataCorrupted(let context) {
      return context.debugDescription
    } catch {
      return "another error"
    }
  }

  @Test func `every parameter can be seen, also where it is not set`() throws {
    func parameters(_ projection: some Projection) throws -> [String: String?] {
      let bytes = try StateEncoder().encode(projection)
      return try StateDecoder().decode([String: String?].self, from: bytes)
    }

    #expect(try parameters(EventCounts()) == ["tool": nil, "type": nil])
    #expect(try parameters(PhaseTiming(tool: "a")) == ["tool": "a", "type": nil])
    #expect(try parameters(Velocity()) == ["per": "day", "tool": nil, "type": nil])
  }

  @Test func `parameters that were written down are read again`() throws {
    let velocity = Velocity(per: .quarter, tool: "a", type: "BUG")

    let bytes = try StateEncoder().encode(velocity)
    let decoded = try StateDecoder().decode(Velocity.self, from: bytes)

    #expect(decoded.per == .quarter && decoded.tool == "a" && decoded.type == "BUG")
  }

  @Test func `what is left out is as it was`() throws {
    #expect(try decoded(Velocity.self, [:]).per == .day)
    #expect(try decoded(PhaseTiming.self, ["tool": .nothing]).tool == nil)
  }

  @Test func `a wrong value is told in words`() throws {
    let periods = "per must be one of hour, day, week, month, quarter"

    #expect(
      problem { try decoded(Velocity.self, ["per": .text("year")]) } == periods + ", not year")
    #expect(problem { try decoded(Velocity.self, ["per": .number(7)]) } == periods)
    #expect(problem { try decoded(Velocity.self, ["per": .nothing]) } == periods)
    for setting in [Setting.number(7), .text("")] {
      #expect(
        problem { try decoded(PhaseTiming.self, ["tool": setting]) }
          == "tool must be a text that is not empty, or null")
      #expect(
        problem { try decoded(EventCounts.self, ["type": setting]) }
          == "type must be a text that is not empty, or null")
    }
  }

  @Test func `event-counts of a tool or a type counts nothing else`() throws {
    let lines = [
      #"{"event":"a","tool":"x","issue_id":"BUG-1"}"#, #"{"event":"a","tool":"y"}"#,
      #"{"event":"b","issue_type":"BUG"}"#, #"{"tool":"x"}"#,
    ]

    let tool = try report(EventCounts(tool: "x"), lines)
    let type = try report(EventCounts(tool: nil, type: "BUG"), lines)
    let unknown = try report(EventCounts(tool: "unknown"), lines)

    #expect(tool["names"]?.names == ["a"] && tool["unnamed"] == 1 && tool["untimed"] == 2)
    #expect(type["names"]?.names == ["a", "b"] && type["untimed"] == 2)
    #expect(unknown["names"]?.names == ["b"])
  }

  @Test func `phases of a tool or a type are those that the whole has for it`() throws {
    let lines = [
      issue("issue_start", at: 0), issue("phase_start", at: 1, phase: "p"),
      issue("phase_end", at: 4, phase: "p", ["tool": #""a""#]),
      issue("phase_start", at: 4, phase: "q"), issue("phase_end", at: 6, phase: "q"),
      issue("issue_phase", at: 7, phase: "r", ["duration_s": "5", "tool": #""b""#]),
      issue(
        "issue_complete", at: 9,
        ["tool": #""a""#, "phases": #"{"p":1,"q":1,"r":1,"s":1}"#, "issue_type": #""chore""#]),
      issue("phase_start", "ENH-1", at: 10, phase: "p"),
      issue("phase_end", "ENH-1", at: 30, phase: "p", ["tool": #""b""#]),
    ]

    let whole = try report(PhaseTiming(), lines)

    for tool in ["a", "b", "unknown"] {
      #expect(try report(PhaseTiming(tool: tool), lines)["phases"] == whole["by_tool", tool])
    }
    for type in ["BUG", "ENH", "chore"] {
      let part = try report(PhaseTiming(tool: nil, type: type), lines)
      #expect(part["phases"] == whole["by_type", type])
    }
    #expect(try report(PhaseTiming(tool: "none"), lines)["phases"]?.names == [])
  }

  @Test func `a marker of another tool ends the one before it and begins none`() throws {
    let report = try report(
      PhaseTiming(tool: "a"),
      [
        issue("issue_phase", at: 0, phase: "p", ["tool": #""a""#]),
        issue("issue_phase", at: 3, phase: "q", ["tool": #""b""#]),
        issue("issue_complete", at: 9, ["tool": #""a""#]),
      ])

    #expect(report["elapsed"]?.names == ["p"] && report["elapsed", "p", "sum_s"] == 3.0)
  }

  @Test func `states and stages of a tool leave the way of the others as it is`() throws {
    let lines = [
      line("state_enter", ["state": #""s""#]),
      line("action_complete", ["duration_ms": "5", "tool": #""a""#]),
      line("action_complete", ["duration_ms": "7"]),
      line("request_received", at: 0, ["trace_id": #""x""#]),
      line("task_started", at: 1, ["trace_id": #""x""#, "tool": #""a""#]),
      line("reply_ready", at: 3, ["trace_id": #""x""#]),
    ]

    let report = try report(PhaseTiming(tool: "a"), lines)

    #expect(report["states", "s", "entries"] == 0 && report["states", "s", "actions"] == 1)
    #expect(report["states", "s", "sum_s"] == 0.005)
    #expect(report["requests"]?.names == ["entry_to_task"])
  }

  @Test func `velocity of a tool is what the whole has for it`() throws {
    let lines = (0..<40).flatMap { number in
      let tool = number % 3 == 0 ? #""a""# : #""b""#
      return [
        issue("issue_start", "BUG-\(number % 17)", at: number * 5000, ["tool": #""b""#]),
        issue(
          "issue_complete", "BUG-\(number % 13)", at: number * 5000 + 7,
          ["tool": tool, "duration_s": "\(number)", "success": "\(number % 4 != 0)"]),
      ]
    }

    let whole = try report(Velocity(), lines)

    for tool in ["a", "b"] {
      let part = try report(Velocity(per: .day, tool: tool), lines)
      #expect(part["by_tool"]?.names == [tool])
      #expect(part["by_tool", tool] == whole["by_tool", tool])
      #expect(part["overall", "completed"] == whole["by_tool", tool, "completed"])
    }
    #expect(whole["duplicates"] != 0)
  }
}
