import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Folding

/// A store, two modes, a rule with effects from the one to the other, and a hand on the load that
/// decides about it.
final class EffectScene {
  let scratch = Scratch()
  let log: EventLog
  let policy: Policy
  private var second = 0.0
  private let effects: [String]

  /// - Parameter effects: the items of the rule's list, each a line.
  init(_ effects: [String]) throws {
    self.effects = effects
    log = try EventLog.create(scratch.path + "/store")
    policy = try Policy(yaml: Self.rules(effects), file: "rules.yaml")
  }

  static func rules(_ effects: [String]) -> String {
    """
    modes:
      NORMAL: {}
      ALERT: {}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    oscillation: {transitions: 1000, window_seconds: 1}
    transition_rules:
      NORMAL_to_ALERT:
        conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
        effects:
    \(effects.map { "      - " + $0 }.joined(separator: "\n"))
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]
    """
  }

  /// A path in the scene's folder.
  func path(_ name: String) -> String { scratch.path + "/" + name }

  /// Turns of a loop that has caught up.
  func turns(
    _ reach: ControlLoop.EffectReach = .everything,
    _ change: (inout ControlLoop.Options) -> Void = { _ in }
  ) throws -> ControlLoop.Turns {
    var turns = loop(reach, change).turns()
    _ = try turns.take()
    return turns
  }

  func loop(
    _ reach: ControlLoop.EffectReach = .everything,
    _ change: (inout ControlLoop.Options) -> Void = { _ in }
  ) -> ControlLoop {
    var options = ControlLoop.Options()
    options.clock = .log
    options.effects = reach
    change(&options)
    return ControlLoop(log: log, policy: policy, options: options)
  }

  /// The load of the machine, twice, so that the log's clock believes it.
  func load(_ percent: Double) throws {
    for _ in 0..<2 {
      second += 1
      try log.append(
        NewEvent(
          "system_metrics_snapshot", at: Days.time(second),
          fields: [Member("cpu_load_percent", .double(percent))]))
    }
  }

  /// Takes turns until so many effects have ended; what the loop reported meanwhile.
  @discardableResult
  func settle(_ turns: inout ControlLoop.Turns, ended count: Int) throws
    -> [ControlLoop.EffectReport]
  {
    let deadline = monotonicNow() + 60_000_000_000
    var reports: [ControlLoop.EffectReport] = []
    while true {
      reports += try turns.take().effects
      let effects = try effects()
      if effects.count(where: { $0.name == "control_effect" }) >= count { return reports }
      try #require(monotonicNow() < deadline, "\(effects)")
      pause(nanoseconds: 3_000_000)
    }
  }

  /// Another process whose loop has caught up, and that was started by way of a prefix.
  func actor(_ prefix: [String] = []) throws -> Child {
    try Disk.write(path("rules.yaml"), Array(Self.rules(effects).utf8))
    let words = [Program.built("tlm-actor"), "control", log.layout.root]
    let actor = try Child(
      prefix + words + ["rules=\(path("rules.yaml"))", "effects=everything"])
    #expect(try actor.line() == "ready")
    return actor
  }

  /// The same, of which so many events about effects are in the log.
  func actor(_ prefix: [String] = [], beginning count: Int) throws -> Child {
    let actor = try actor(prefix)
    try load(95)
    let deadline = monotonicNow() + 60_000_000_000
    while try effects().count < count {
      try #require(monotonicNow() < deadline)
      pause(nanoseconds: 3_000_000)
    }
    return actor
  }

  /// What the log says about effects, in its order.
  func effects(_ name: String? = nil) throws -> [EffectLine] {
    try EffectLine.all(in: log).filter { name == nil || $0.name == name }
  }

  /// Where the transitions of the log stand.
  func transitions() throws -> [Position] {
    var found: [Position] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      if event.name == "mode_transition" { found.append(event.position) }
      return true
    }
    return found
  }
}

/// An event about an effect, as it stands in the log.
struct EffectLine: Sendable, Equatable, CustomStringConvertible {
  let name: String
  let id: String
  let effect: String
  let outcome: String?
  let error: String?
  let exitCode: Int64?
  let duration: Double?
  let position: Position

  var description: String {
    "\(name) \(id) \(effect) \(outcome ?? "") \(error ?? "")"
  }

  static func all(in log: EventLog) throws -> [EffectLine] {
    var found: [EffectLine] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      guard let name = event.name, name.hasPrefix("control_effect") else { return true }
      found.append(
        EffectLine(
          name: name, id: event.string("id") ?? "", effect: event.string("effect") ?? "",
          outcome: event.string("outcome"), error: event.string("error"),
          exitCode: event.integer("exit_code"), duration: event.double("duration_s"),
          position: event.position))
      return true
    }
    return found
  }
}
