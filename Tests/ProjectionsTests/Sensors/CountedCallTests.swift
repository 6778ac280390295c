import Events
import Projections
import Sensors
import Testing

/// A call that is told of again is no other call for a sensor.
@Suite struct CountedCallTests {
  @Test(arguments: [
    ("toolu_01ABCDEFGHJKLMNP", "two", 1), ("1", "two", 2), ("1", "one", 1), ("", "one", 2),
  ])
  func `a call that is told again counts once`(id: String, session: String, calls: Double) throws {
    func told(_ event: String, session: String = "one") -> String {
      line(
        event, at: 1,
        [
          "tool_use_id": #""\#(id)""#, "session_id": #""\#(session)""#, "latency_ms": "5",
          "risk_level": #""high""#,
        ])
    }
    let sensed = try Sensed([
      told("tool_call_failed"), told("tool_call_completed", session: session),
      told("tool_call_progress"), told("tool_call_progress"),
    ])
    func value(_ id: String) -> SensorValue? {
      sensed.table.reading(of: id, in: sensed.state, at: time(1))?.value
    }

    #expect(value("safety_tool_calls_total") == .number(calls))
    #expect(value("safety_tool_high_risk_calls") == .number(calls))
    #expect(value("perf_tool_error_rate") == .number(1 / calls))
  }

  @Test func `a call told again after thousands of others is forgotten, and not before`() throws {
    func told(_ number: Int) -> String {
      line("tool_call_completed", at: 1, ["tool_use_id": #""toolu_\#(1_000_000_000 + number)""#])
    }
    func total(_ numbers: [Int]) throws -> SensorValue? {
      let sensed = try Sensed(numbers.map(told))
      return sensed.table.reading(
        of: "safety_tool_calls_total", in: sensed.state, at: time(1))?.value
    }

    #expect(try total(Array(0..<4096) + [0]) == .number(4096))
    #expect(try total(Array(0..<4097) + [0]) == .number(4098))
    #expect(try total(Array(0..<4097) + [1, 4096, 2]) == .number(4097))
  }
}
