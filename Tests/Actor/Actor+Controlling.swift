import Control
import Events
import Journal
import SystemCalls
import TestSupport

extension Actor {
  /// Runs a control loop on the log clock, by the rules of a file, until it is killed; its effects
  /// reach as far as it is told.
  func control() throws {
    let rules = try Disk.bytes(settings["rules"] ?? "")
    let policy = try Policy(yaml: rules, file: "rules.yaml")
    var options = ControlLoop.Options()
    options.clock = .log
    options.effects = ControlLoop.EffectReach(rawValue: settings["effects"] ?? "") ?? .nothing
    var turns = ControlLoop(log: try openLog(), policy: policy, options: options).turns()
    _ = try turns.take()
    Actor.say("ready")
    while true {
      _ = try turns.take()
      pause(nanoseconds: 300_000)
    }
  }
}
