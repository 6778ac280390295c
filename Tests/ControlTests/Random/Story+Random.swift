import Sensors
import Control
import Events
import TestSupport

extension Story {
  init(random: inout Seeded) {
    var writer = StoryWriter(random: random)
    self = writer.story()
    random = writer.random
  }
}

/// Makes policies whose numbers are small, so that edges of all kinds are met.
private struct StoryWriter {
  var random: Seeded

  mutating func story() -> Story {
    let names = Array(["A", "B", "C", "D"].prefix(Int.random(in: 2...4, using: &random)))
    let modes = names.map { name in
      chance(4) ? "\(name): {min_dwell_seconds: \(pick([0, 5, 7.5, 20]))}" : "\(name): {}"
    }
    let rules = (0..<Int.random(in: 1...6, using: &random)).map { _ in rule(names) }
    let oscillation =
      "oscillation: {transitions: \(pick([2, 3])), window_seconds: \(pick([10, 30, 600]))}"
    return Story(modes: modes, rules: rules, guardText: oscillation, steps: steps(names))
  }

  private mutating func rule(_ names: [String]) -> Story.RuleSpec {
    // Most rules lead out of the initial mode and back, so that they are met.
    let from = chance(2) ? "A" : pick(names)
    let to = pick(names.filter { $0 != from })
    var more: [String] = []
    if chance(2) { more.append("logic: \(pick(["any", "all"]))") }
    if chance(3) { more.append("requires_human_approval: true") }
    if chance(2) { more.append("proposal_expires_seconds: \(pick([0, 5, 20]))") }
    if chance(2) { more.append("cooldown_seconds: \(pick([0, 5, 20, 60]))") }
    let conditions = (0..<pick([1, 1, 2, 3])).map { _ in condition() }
    return Story.RuleSpec(edge: "\(from)_to_\(to)", conditions: conditions, more: more)
  }

  private mutating func condition() -> String {
    let sensor = pick([
      "g1", "g1", "g1", "g1_alias", "g2", "g3", "c1", "c2", "r1", "h1", "s1", "control_rules_true",
    ])
    if sensor == "s1" {
      return "metric: s1, operator: \"\(pick(["==", "!="]))\", value: \(pick(["x", "y"]))"
        + (chance(2) ? ", duration_seconds: \(pick(Self.durations))" : "")
    }
    let sign = pick([">", ">=", "<", "<=", "==", "!="])
    let value = pick([0, 1, 2, 3])
    var text = "metric: \(sensor), operator: \"\(sign)\", value: \(value)"
    if sensor == "h1" { text += ", quantile: \(pick(["0.5", "0.95", "1"]))" }
    let isWindowed = chance(2) && sensor != SensorCatalog.rulesTrue
    if isWindowed {
      text += ", window_seconds: \(pick([1, 5, 10, 30]))"
      if sensor.hasPrefix("g") { text += ", aggregate: \(pick(["mean", "max", "min", "last"]))" }
    } else if chance(3) == false {
      text += ", duration_seconds: \(pick(Self.durations))"
    }
    if chance(3) {
      switch sign {
      case ">", ">=":
        text += ", clear: {operator: \"<\", value: \(pick([0, 1].filter { $0 <= value }, or: 0))}"
      case "<", "<=":
        text += ", clear: {operator: \">\", value: \(pick([2, 3].filter { $0 >= value }, or: 3))}"
      default: text += ", clear: \(value)"
      }
    }
    return text
  }

  private mutating func steps(_ names: [String]) -> [Story.Step] {
    var clock = 0.0
    var time = 0.0
    let count = chance(60) ? 300 : Int.random(in: 5...60, using: &random)
    return (0..<count).map { _ in
      time += pick([0, 0, 0.5, 1, 2, 4, 5, 5, 5, 5.001, 7.5, 10, 10.001, 30])
      switch Int.random(in: 0..<20, using: &random) {
      case 0: return .set(pick(names))
      case 1, 2: return .approve
      case 3: return .reject
      case 4: return .restart
      case 5...9:
        clock = max(clock, time)
        // A tick may ask for a time that is past.
        return .tick(chance(10) ? time - 7 : time)
      default: return event(&clock, time)
      }
    }
  }

  private mutating func event(_ clock: inout Double, _ time: Double) -> Story.Step {
    let sensor = pick(["g1", "g1", "g1", "g1", "g2", "g2", "g3", "c1", "c2", "r1", "h1", "s1"])
    let value: SensorValue
    switch sensor {
    case "s1": value = .word(pick(["x", "x", "y"]))
    case "r1": value = .number(pick([0, 1]))
    default: value = .number(pick([0, 1, 2, 2, 3, 3]))
    }
    switch Int.random(in: 0..<20, using: &random) {
    case 0...4:
      clock = max(clock, time)
      return .event(
        sensor: sensor, value, time: clock - pick([0, 0.5, 1, 2, 3, 5, 8, 15]), clock: clock)
    case 5:
      clock = max(clock, time)
      return .event(sensor: sensor, value, time: clock + pick([1, 4, 9, 2.3e9]), clock: clock)
    default:
      clock = max(clock, time)
      return .event(sensor: sensor, value, time: clock, clock: clock)
    }
  }

  private static let durations = [0, 2, 5, 7, 10, 20]

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private mutating func pick(_ choices: [Int], or other: Int) -> Int {
    choices.isEmpty ? other : pick(choices)
  }
}
