import Control
import Events
import Journal
import SystemCalls
import TestSupport

extension Actor {
  /// Runs a control loop on a small disk that is full when it decides, then frees some.
  func controlFull() throws {
    let log = try EventLog.create(root)
    let ballast = root + "/ballast"
    try Disk.write(ballast, [UInt8](repeating: 1, count: 256 << 10))
    let policy = try Policy(
      yaml: """
        modes: {NORMAL: {}, ALERT: {}}
        edges: [NORMAL_to_ALERT]
        transition_rules:
          NORMAL_to_ALERT:
            conditions: [{metric: safety_anomaly_events, operator: "==", value: 0,
              window_seconds: 60}]
            effects: [{emit: said}]
        """, file: "rules.yaml")
    let began = Timestamp.current
    let anomaly = NewEvent("anomaly_detected", at: began)
    let clock = Moved(began)
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    _ = try turns.take()
    do { while true { try log.append(anomaly) } } catch {
      guard Actor.name(of: error) == "full" else { throw error }
      Actor.say("full")
    }
    _ = try turns.take()
    clock.advance(seconds: 90)
    for _ in 0..<2 { tell(try turns.take()) }
    try Folder.unlink(ballast)
    tell(try turns.take())
    _ = try turns.take()
    let lines = try log.lines()
    let transitions = lines.count { $0.contains("\"mode_transition\"") }
    Actor.say(
      "transitions \(transitions) said \(lines.count { $0.contains("\"event\":\"said\"") })")
  }

  private func tell(_ status: ControlLoop.Status) {
    let ends = status.effects.map { " " + ($0.outcome?.rawValue ?? "begun") }.joined()
    Actor.say(
      "warned \(!status.warnings.isEmpty) \(status.mode.name) \(status.decisions)\(ends)")
  }
}
