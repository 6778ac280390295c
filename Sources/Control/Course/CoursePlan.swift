package import Events
package import Projections
import Views

/// What a policy needs to be at work on a log: its sensors, laid out, and when it looks at them.
package final class CoursePlan: Sendable {
  package let policy: Policy
  /// Whose transitions these are; nil: those of nobody in particular.
  package let scope: String?
  /// Between two instants at which all conditions are evaluated.
  package let interval: Nanoseconds
  /// Says what was decided by: the policy, the sensors that it asks and the interval.
  package let identity: String
  let fold: SensorFold
  /// By the sensor's place in the table.
  let sensors: [SensorUse]
  /// The policy's questions, as they are put to the sensors; nil where there is no such sensor.
  let questions: [StandingQuestion?]
  /// By the place of a question: whether it asks for the mode in force.
  let asksForMode: [Bool]
  /// After so long without an event no condition changes any more.
  let settling: Nanoseconds
  /// By the number of an event's name.
  private let entries: [Entry]
  /// Of names that have no number.
  private let others: [String: Entry]

  /// What a sensor is to the policy.
  struct SensorUse: Sendable {
    /// The places of the questions about it.
    var questions: [Int] = []
    /// Those of them whose readings are observed one by one.
    var observed: [Int] = []
    /// Whether an event brings its reading itself.
    var isDirect = false
  }

  /// What an event of a name does.
  struct Entry: Sendable {
    /// The step of the sensors, if any.
    var step: Int?
    /// Whether it can feed a condition.
    var isAsked = false
    var record: RecordKind?
    var isMarker = false
  }

  /// - Parameters:
  ///   - sensors: a user's own.
  ///   - scope: whose mode is decided about.
  ///   - interval_s: whole seconds, at least 1.
  ///   - hasAllSensors: whether all sensors are folded, or those alone that the policy asks.
  package init(
    _ policy: Policy, sensors: [SensorDefinition], scope: String?, interval_s: Int,
    hasAllSensors: Bool = false
  ) {
    self.policy = policy
    self.scope = scope
    interval = Nanoseconds(rawValue: Int64(max(1, min(interval_s, 86_400))) * 1_000_000_000)
    let windows = policy.questions.compactMap { $0.window_s.map { Int(clamping: $0) } }
    let metrics = SensorMetrics(
      sensors: sensors, horizon: windows.max() ?? 0, initialMode: policy.modes[0].name,
      scope: scope)
    let asked = Set(policy.questions.map(\.sensor))
    let fold = SensorFold(metrics, of: hasAllSensors ? nil : asked)
    self.fold = fold
    let definitions = fold.table.definitions
    self.sensors = definitions.map { sensor in
      let questions = policy.questions(about: sensor.id)
      return SensorUse(
        questions: questions, observed: questions.filter { policy.isObserved(question: $0) },
        isDirect: sensor.kind == .gauge && sensor.derivation == nil || sensor.kind == .state)
    }
    questions = policy.questions.map { fold.table.standingQuestion($0) }
    asksForMode = policy.questions.map { question in
      fold.table.definition(of: question.sensor)?.derivation == .mode
    }
    settling = Self.settling(policy, definitions)
    (entries, others) = Self.entries(fold, self.sensors)
    let form = Form(
      policy: policy.identity, sensors: definitions.filter { asked.contains($0.id) },
      interval: interval)
    do { identity = try Digest(of: form).description } catch {
      preconditionFailure("numbers and words encode: \(error)")
    }
  }

  private struct Form: Encodable {
    let policy: String
    let sensors: [SensorDefinition]
    let interval: Nanoseconds
  }

  func entry(of event: borrowing Event) -> Entry? {
    if event.nameID == .overflow { return event.name.flatMap { others[$0] } }
    let number = Int(event.nameID.rawValue)
    return number < entries.count ? entries[number] : nil
  }

  private static func entries(
    _ fold: SensorFold, _ uses: [SensorUse]
  ) -> ([Entry], [String: Entry]) {
    var named: [String: Entry] = [:]
    for (step, name) in fold.names.enumerated() {
      named[name] = Entry(
        step: step,
        isAsked: fold.sensors(ofStep: step).contains { !uses[$0].questions.isEmpty })
    }
    for kind in RecordKind.allCases {
      // What control itself writes drives no sensor: it would feed on its own decisions.
      named[kind.rawValue] = Entry(record: kind)
    }
    named[ImportedStretch.marker] = Entry(isMarker: true)
    var entries: [Entry] = []
    for (name, entry) in named.sorted(by: { $0.key < $1.key }) {
      let number = EventName(name)
      guard number != .overflow else { continue }
      let place = Int(number.rawValue)
      if entries.count <= place {
        entries += Array(repeating: Entry(), count: place + 1 - entries.count)
      }
      entries[place] = entry
    }
    return (entries, named)
  }

  private static func settling(_ policy: Policy, _ sensors: [SensorDefinition]) -> Nanoseconds {
    var longest = Nanoseconds(rawValue: 600_000_000_000)
    func take(_ length: Nanoseconds?) { longest = max(longest, length ?? .zero) }
    func take(seconds: Int?) {
      take(seconds.map { Nanoseconds(rawValue: Int64($0) * 1_000_000_000) })
    }
    for sensor in sensors {
      take(seconds: sensor.usualWindow)
      take(seconds: sensor.staleness)
      if sensor.derivation == .tasks { take(seconds: 2 * 86_400) }
    }
    for question in policy.questions { take(seconds: question.window_s.map { Int(clamping: $0) }) }
    for mode in policy.modes { take(mode.minimumDwell) }
    for rule in policy.rules {
      take(rule.cooldown)
      take(rule.rest)
      take(rule.proposalLife)
      for condition in rule.conditions {
        take(condition.sustained)
        take(condition.staleAfter)
      }
    }
    let (sum, overflow) = longest.rawValue.multipliedReportingOverflow(by: 3)
    return Nanoseconds(rawValue: overflow ? .max : sum)
  }
}
