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
  /// By the place of a question: whether the sensors are asked it at an instant, and not by events
  /// alone.
  let isAskedAtInstants: [Bool]
  /// The places of those questions.
  let askedAtInstants: [Int]
  /// By the place of a question: whether what it is answered holds of the instant at which it is
  /// asked, and not of a time of its own.
  let isOfInstant: [Bool]
  /// By the place of a question: whether it asks for the mode in force.
  let asksForMode: [Bool]
  /// After so long without an event no condition changes any more.
  let settling: Nanoseconds
  /// Whether this is the one of several lanes that tells of what control wrote.
  let tellsRecords: Bool
  private let metrics: SensorMetrics
  /// By the number of an event's name.
  private let entries: [Entry]
  /// The same by name, for names that have no number.
  private let named: [String: Entry]

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
    /// The same, of all lanes.
    var canDisturb = false
    var record: RecordKind?
    var isMarker = false
  }

  /// - Parameters:
  ///   - sensors: a user's own.
  ///   - scope: whose mode is decided about.
  ///   - interval_s: whole seconds, at least 1.
  ///   - hasAllSensors: whether all sensors are folded, or those alone that the policy asks.
  package convenience init(
    _ policy: Policy, sensors: [SensorDefinition], scope: String?, interval_s: Int,
    hasAllSensors: Bool = false
  ) {
    let windows = policy.questions.compactMap { $0.window_s.map { Int(clamping: $0) } }
    let metrics = SensorMetrics(
      sensors: sensors, horizon: windows.max() ?? 0, initialMode: policy.modes[0].name,
      scope: scope)
    let asked = Set(policy.questions.map(\.sensor))
    let fold = SensorFold(metrics, of: hasAllSensors ? nil : asked)
    let definitions = fold.table.definitions
    let interval = Nanoseconds(rawValue: Int64(max(1, min(interval_s, 86_400))) * 1_000_000_000)
    let form = Form(
      policy: policy.identity, sensors: definitions.filter { asked.contains($0.id) },
      interval: interval)
    let identity: String
    do { identity = try Digest(of: form).description } catch {
      preconditionFailure("numbers and words encode: \(error)")
    }
    self.init(
      policy, scope, interval, identity, metrics, fold,
      settling: Self.settling(policy, definitions), laneOf: nil, tellsRecords: true)
  }

  /// - Parameter whole: the plan of which this one has some of the sensors; nil: it has all.
  private init(
    _ policy: Policy, _ scope: String?, _ interval: Nanoseconds, _ identity: String,
    _ metrics: SensorMetrics, _ fold: SensorFold, settling: Nanoseconds, laneOf whole: CoursePlan?,
    tellsRecords: Bool
  ) {
    self.policy = policy
    self.scope = scope
    self.interval = interval
    self.identity = identity
    self.metrics = metrics
    self.fold = fold
    self.settling = settling
    self.tellsRecords = tellsRecords
    sensors = fold.table.definitions.map { sensor in
      let questions = policy.questions(about: sensor.id)
      return SensorUse(
        questions: questions, observed: questions.filter { policy.isObserved(question: $0) },
        isDirect: sensor.kind == .gauge && sensor.derivation == nil || sensor.kind == .state)
    }
    let questions = policy.questions.map { fold.table.standingQuestion($0) }
    self.questions = questions
    let asksForMode = policy.questions.map { question in
      fold.table.definition(of: question.sensor)?.derivation == .mode
    }
    self.asksForMode = asksForMode
    let isAskedAtInstants = policy.questions.indices.map { question in
      policy.isAskedAtInstants(question: question) && !asksForMode[question]
        && (whole == nil || questions[question] != nil)
    }
    self.isAskedAtInstants = isAskedAtInstants
    askedAtInstants = policy.questions.indices.filter { isAskedAtInstants[$0] }
    isOfInstant = questions.map { $0.map { !$0.isLatest } ?? false }
    (entries, named) = Self.entries(fold, sensors, whole)
  }

  /// The same plan in several lanes: each has some of the sensors, and says when what they say has
  /// to be looked at. Sensors know nothing of each other, so each lane can have a thread of its own.
  func lanes(_ count: Int) -> [CoursePlan] {
    var loads = Array(repeating: 0, count: count)
    var ids = Array(repeating: Set<String>(), count: count)
    // The greatest loads first, each to the lane that has the least.
    let sensors = fold.table.definitions.enumerated()
      .map { (id: $0.element.id, load: Self.load($0.element, self.sensors[$0.offset])) }
      .sorted { ($1.load, $0.id) < ($0.load, $1.id) }
    for sensor in sensors {
      let lane = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[lane] += sensor.load
      ids[lane].insert(sensor.id)
    }
    return ids.enumerated().map { number, ids in
      CoursePlan(
        policy, scope, interval, identity, metrics, SensorFold(metrics, of: ids),
        settling: settling, laneOf: self, tellsRecords: number == 0)
    }
  }

  /// About how much work a sensor is, compared with the others.
  private static func load(_ sensor: SensorDefinition, _ use: SensorUse) -> Int {
    let own =
      switch sensor.kind {
      case .histogram: 6
      case .gauge: 3
      case .rate, .counter, .state: 2
      }
    return own * (1 + use.questions.count)
  }

  private struct Form: Encodable {
    let policy: String
    let sensors: [SensorDefinition]
    let interval: Nanoseconds
  }

  func entry(of event: borrowing Event) -> Entry? {
    if event.nameID == .overflow { return event.name.flatMap { named[$0] } }
    let number = Int(event.nameID.rawValue)
    return number < entries.count ? entries[number] : nil
  }

  private static func entries(
    _ fold: SensorFold, _ uses: [SensorUse], _ whole: CoursePlan?
  ) -> ([Entry], [String: Entry]) {
    var named: [String: Entry] = [:]
    for (name, entry) in whole?.named ?? [:] where entry.step != nil {
      named[name] = Entry(canDisturb: entry.canDisturb)
    }
    for (step, name) in fold.names.enumerated() {
      let isAsked = fold.sensors(ofStep: step).contains { !uses[$0].questions.isEmpty }
      let canDisturb = isAsked || named[name]?.canDisturb ?? false
      named[name] = Entry(step: step, isAsked: isAsked, canDisturb: canDisturb)
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
