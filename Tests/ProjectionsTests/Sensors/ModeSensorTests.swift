import Sensors
import Events
import Projections
import Testing
import Folding

@Suite struct ModeSensorTests {
  @Test func `the mode is what mode-state says, once something changed it`() throws {
    let lines = [
      line("mode_transition", at: 0, ["from": "\"NORMAL\"", "to": "\"ALERT\""]),
      line("mode_transition", at: 10, ["from": "\"NORMAL\"", "to": "\"LOCKDOWN\""]),
      line("mode_transition", at: 20, ["from_mode": "\"ALERT\"", "to_mode": "\"NORMAL\""]),
    ]

    #expect(try Sensed([]).reading("safety_mode_state", at: 0) == nil)
    let sensed = try Sensed(Array(lines))
    #expect(
      sensed.reading("safety_mode_state", at: 20)
        == SensorReading(.word("NORMAL"), at: time(20)))
    #expect(sensed.reading("safety_mode_state", at: 10)?.value == .word("ALERT"))
  }
}
