@testable import Control
@testable import Sensors
import Events
import Folding
import Sensors

/// Plays a story to the policy and to the plain model, and tells the first difference.
struct StoryRun {
  private let policy: Policy
  private var memory: Policy.Memory
  private var model: PlainModel
  private var mode: Policy.ModeInForce
  private var sensors = SampleSensors()
  private var proposals = 0
  private(set) var transitions = 0
  private(set) var proposed = 0
  private(set) var calibrated = 0

  init(_ story: Story) throws {
    policy = try Policy(yaml: story.yaml, file: "story.yaml", sensors: Story.directory)
    memory = Policy.Memory(for: policy)
    model = PlainModel(policy)
    mode = Policy.ModeInForce(policy.modes[0].name, since: nil)
    sensors.directory = Story.directory
  }

  /// - Returns: nil where both agree to the end.
  mutating func difference(_ story: Story) throws -> String? {
    for (number, step) in story.steps.enumerated() {
      try play(step)
      let (real, plain) = (policy.decide(mode, memory).withoutAdvice, model.decide(mode))
      if real != plain { return "step \(number): \(step)\n  is     \(real)\n  should \(plain)" }
      if memory.proposals != model.open {
        return "step \(number): \(step)\n  open   \(memory.proposals)\n  should \(model.open)"
      }
      if step.isInstant { act(real) }
    }
    return nil
  }

  private mutating func play(_ step: Story.Step) throws {
    switch step {
    case .event(let sensor, let value, let time, let clock):
      play(sensor, value, Rig.time(time), clock: Rig.time(clock))
    case .tick(let seconds):
      memory.advance(to: Rig.time(seconds), policy, sensors)
      model.look(at: Rig.time(seconds), only: nil, sensors)
    case .set(let name):
      guard let now = memory.time, name != mode.name else { return }
      move(from: mode.name, to: name, rule: nil, reasons: [], at: now)
    case .approve:
      guard let id = model.open.first(where: { $0.approvedBy == nil })?.id else { return }
      memory.record(.approved(id: id, by: "ada"), policy)
      model.append(.approved(id: id, by: "ada"))
    case .reject:
      guard let id = model.open.first?.id else { return }
      memory.record(.rejected(id: id), policy)
      model.append(.rejected(id: id))
    case .restart:
      let bytes = try StateEncoder().encode(memory)
      memory = try StateDecoder().decode(Policy.Memory.self, from: bytes)
    }
  }

  private mutating func play(
    _ sensor: String, _ value: SensorValue, _ time: Timestamp, clock: Timestamp
  ) {
    sensors.add(sensor, value, at: time)
    let questions = policy.questions(about: sensor)
    let isOwn = ["g", "s"].contains(sensor.prefix(1))
    var seen: Set<SensorQuestion> = []
    for question in questions where policy.isObserved(question: question) {
      // Of a gauge its own reading; of the others what the sensor says now.
      let asked = policy.questions[question]
      let reading =
        isOwn
        ? SensorReading(value, at: time) : sensors.reading(asked, number: question, at: clock)
      guard let reading else { continue }
      memory.observe(reading, question: question, policy)
      if seen.insert(asked).inserted {
        model.observe(key(asked), reading.value, at: reading.instant)
      }
    }
    memory.advance(to: clock, policy, sensors, touching: questions)
    model.look(at: clock, only: sensor, sensors)
  }

  private func key(_ question: SensorQuestion) -> String { PlainModel.key(question) }

  private mutating func act(_ decision: Policy.Decision) {
    for calibration in decision.calibrations {
      calibrated += 1
      memory.record(.calibrationProposed(from: calibration.from, to: calibration.to), policy)
      model.append(.calibrated(from: calibration.from, to: calibration.to))
    }
    for wanted in decision.proposals {
      proposed += 1
      proposals += 1
      memory.record(.proposed(id: "p\(proposals)", wanted), policy)
      model.append(.proposed(id: "p\(proposals)", wanted))
    }
    guard let taken = decision.transition else { return }
    transitions += 1
    move(
      from: taken.from, to: taken.to, rule: taken.rule, reasons: taken.reasons, at: taken.decidedAt)
  }

  private mutating func move(
    from: String, to: String, rule: String?, reasons: [ModeReason], at time: Timestamp
  ) {
    memory.record(
      .transition(from: from, to: to, rule: rule, reasons: reasons, at: time), policy)
    model.append(.transition(from: from, to: to, rule: rule, reasons: reasons, time.rawValue))
    mode = Policy.ModeInForce(to, since: time)
  }
}

extension Story.Step {
  /// Whether a loop would decide after it.
  fileprivate var isInstant: Bool {
    switch self {
    case .event, .tick: true
    default: false
    }
  }
}

extension Policy.Decision {
  /// Advice is words; the model has none.
  fileprivate var withoutAdvice: Policy.Decision {
    var copy = self
    copy.calibrations = calibrations.map {
      Policy.Calibration(from: $0.from, to: $0.to, times: $0.times, reasons: $0.reasons, advice: [])
    }
    return copy
  }
}
