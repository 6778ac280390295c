import Sensors
import Control
import Events

/// A random policy and what happens to it, small enough to be printed and made smaller.
struct Story {
  struct RuleSpec {
    var edge: String
    var conditions: [String]
    var more: [String]
  }

  enum Step {
    /// An event with a reading of a sensor at its own time; then the clock shows `clock`.
    case event(sensor: String, SensorValue, time: Double, clock: Double)
    case tick(Double)
    case set(String)
    /// The oldest open proposal.
    case approve, reject
    /// The memory is encoded and decoded, as by a restart.
    case restart
  }

  static let directory = SensorDirectory(
    [
      .init("g1", .gauge, staleAfter: Nanoseconds(seconds: 5)),
      .init("g2", .gauge, staleAfter: Nanoseconds(seconds: 10)), .init("g3", .gauge),
      .init("c1", .counter), .init("c2", .counter), .init("r1", .rate), .init("h1", .histogram),
      .init("s1", .state), .init(SensorCatalog.rulesTrue, .gauge),
    ], aliases: ["g1_alias": "g1"])

  var modes: [String]
  var rules: [RuleSpec]
  var guardText: String
  var steps: [Step]

  /// As a rule file.
  var yaml: String {
    var lines = ["modes:"] + modes.map { "  " + $0 }
    let names = modes.map { String($0.prefix(1)) }
    let edges = names.flatMap { from in names.filter { $0 != from }.map { "\(from)_to_\($0)" } }
    lines += ["edges: [\(edges.joined(separator: ", "))]", guardText, "transition_rules:"]
    for rule in rules {
      lines += ["  \(rule.edge):", "    conditions:"]
      lines += rule.conditions.map { "      - {\($0)}" }
      lines += rule.more.map { "    " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Story.Step: CustomStringConvertible {
  var description: String {
    switch self {
    case .event(let sensor, let value, let time, let clock):
      "\(sensor) = \(value) at \(time)\(time == clock ? "" : ", clock \(clock)")"
    case .tick(let time): "tick \(time)"
    case .set(let mode): "set \(mode)"
    case .approve: "approve"
    case .reject: "reject"
    case .restart: "restart"
    }
  }
}
