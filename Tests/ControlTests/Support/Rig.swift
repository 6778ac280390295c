import Sensors
import Control
import Events

/// A policy at work on sensors that a test feeds: what is decided is done at once, as a loop would
/// by the log.
struct Rig {
  let policy: Policy
  var memory: Policy.Memory
  var mode: Policy.ModeInForce
  var sensors = SampleSensors()
  /// What was done, in words: `30 ALERT`, `45 ? NORMAL`.
  private(set) var diary: [String] = []
  private(set) var transitions: [ModeTransition] = []
  private(set) var calibrations: [Policy.Calibration] = []
  /// Of the last approval or rejection.
  private(set) var wasEffective = false
  private var proposals = 0

  init(_ yaml: String, sensors directory: SensorDirectory = .shipped) throws {
    policy = try Policy(yaml: yaml, file: "rules.yaml", sensors: directory)
    memory = Policy.Memory(for: policy)
    mode = Policy.ModeInForce(policy.modes[0].name, since: nil)
    sensors.directory = directory
  }

  /// An event that brings a reading; the clock comes to its time.
  mutating func say(_ sensor: String, _ value: Double, at seconds: Double, clock: Double? = nil) {
    let time = Self.time(seconds)
    sensors.add(sensor, .number(value), at: time)
    let questions = policy.questions(about: sensor)
    for question in questions where policy.isObserved(question: question) {
      memory.observe(SensorReading(.number(value), at: time), question: question, policy)
    }
    memory.advance(to: Self.time(clock ?? seconds), policy, sensors, touching: questions)
    act()
  }

  /// As many events of a counter at one time.
  mutating func count(_ sensor: String, _ events: Int = 1, at seconds: Double) {
    for _ in 0..<events { sensors.add(sensor, .number(1), at: Self.time(seconds)) }
    let questions = policy.questions(about: sensor)
    memory.advance(to: Self.time(seconds), policy, sensors, touching: questions)
    act()
  }

  /// An instant at which everything is looked at.
  mutating func tick(_ seconds: Double) {
    memory.advance(to: Self.time(seconds), policy, sensors)
    act()
  }

  /// A reading every `step` seconds of a stretch, each of them an instant.
  mutating func hold(
    _ sensor: String, _ value: Double, _ seconds: ClosedRange<Double>, step: Double = 5
  ) {
    for second in stride(from: seconds.lowerBound, through: seconds.upperBound, by: step) {
      say(sensor, value, at: second)
    }
  }

  /// Someone changes the mode by hand.
  mutating func set(_ name: String, at seconds: Double) {
    let from = mode.name
    memory.record(
      .transition(from: from, to: name, rule: nil, reasons: [], at: Self.time(seconds)), policy)
    mode = Policy.ModeInForce(name, since: Self.time(seconds))
  }

  mutating func approve(_ id: String, by name: String = "ada") {
    wasEffective = memory.record(.approved(id: id, by: name), policy)
  }

  mutating func reject(_ id: String) { wasEffective = memory.record(.rejected(id: id), policy) }

  private mutating func act() {
    let decision = policy.decide(mode, memory)
    for calibration in decision.calibrations {
      calibrations.append(calibration)
      memory.record(.calibrationProposed(from: calibration.from, to: calibration.to), policy)
    }
    for wanted in decision.proposals {
      proposals += 1
      diary.append("\(now) ? \(wanted.to)")
      memory.record(.proposed(id: "p\(proposals)", wanted), policy)
    }
    guard let taken = decision.transition else { return }
    diary.append("\(now) \(taken.to)")
    transitions.append(taken)
    memory.record(
      .transition(
        from: taken.from, to: taken.to, rule: taken.rule, reasons: taken.reasons,
        at: taken.decidedAt), policy)
    mode = Policy.ModeInForce(taken.to, since: taken.decidedAt)
  }

  private var now: String {
    let seconds = Double((memory.time?.rawValue ?? 0) - Self.time(0).rawValue) / 1e9
    return Int64(exactly: seconds).map { "\($0)" } ?? "\(seconds)"
  }

  /// So many seconds after a full minute of 2026.
  static func time(_ seconds: Double) -> Timestamp {
    Timestamp(rawValue: 1_775_000_040_000_000_000 + Int64((seconds * 1e9).rounded()))
  }
}

/// Rule files of a few modes, with the rules given.
enum Rules {
  static let cpu = "perf_system_cpu_load"
  static let risky = "safety_tool_high_risk_calls"

  static func of(_ rules: String, modes: String = "NORMAL: {}\n  ALERT: {}\n  DEGRADED: {}")
    -> String
  {
    """
    modes:
      \(modes)
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL, NORMAL_to_DEGRADED, ALERT_to_DEGRADED]
    transition_rules:
      \(rules.replacing("\n", with: "\n  "))
    """
  }

  /// One condition on one edge.
  static func one(_ condition: String, more: String = "", edge: String = "NORMAL_to_ALERT")
    -> String
  {
    of("\(edge): {conditions: [{\(condition)}]\(more.isEmpty ? "" : ", " + more)}")
  }
}
