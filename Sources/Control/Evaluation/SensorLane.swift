import Events
import Journal
import Sensors

/// Sensors laid out for a policy: all of an evaluation, or some of them, beside which others are at work.
struct SensorLane: Sendable {
  let fold: SensorFold
  /// By the sensor's place in the table.
  let uses: [Use]
  /// The policy's questions, as they are put to the sensors; nil where there is no such sensor here.
  let questions: [RepeatedQuestion?]
  /// By the place of a question: whether the sensors are asked it at an instant, and not by events
  /// alone.
  let isAskedAtInstants: [Bool]
  /// The places of those questions.
  let askedAtInstants: [Int]
  /// By the place of a question: whether what it is answered holds of the instant at which it is
  /// asked, and not of a time of its own.
  let isOfInstant: [Bool]
  /// What events of each name do.
  let entries: EntryTable
  /// Whether this is the one of several lanes that tells of what control wrote.
  let tellsRecords: Bool
  /// The store whose events it is about, as rules name it: an id, or a machine; nil: this one.
  let origin: String?

  /// What a sensor is to the policy.
  struct Use: Sendable {
    /// The places of the questions about it.
    let questions: [Int]
    /// Those of them whose readings are observed one by one.
    let observed: [Int]
    /// Whether an event brings its reading itself.
    let isDirect: Bool
  }

  /// - Parameters:
  ///   - fold: the sensors.
  ///   - tellsRecords: whether it tells of what control wrote.
  ///   - origin: the store whose events it is about.
  init(
    _ policy: Policy, _ fold: SensorFold, tellsRecords: Bool = true, of origin: String? = nil
  ) {
    self.fold = fold
    self.tellsRecords = tellsRecords
    self.origin = origin
    uses = fold.table.definitions.map { sensor in
      let questions = policy.questions(about: sensor.id).filter {
        policy.questions[$0].origin == origin
      }
      return Use(
        questions: questions, observed: questions.filter { policy.isObserved(question: $0) },
        isDirect: sensor.kind == .gauge && sensor.derivation == nil || sensor.kind == .state)
    }
    let table = fold.table
    questions = policy.questions.map {
      $0.origin == origin ? table.repeatedQuestion($0) : nil
    }
    // The mode in force is known to who decides, and to no sensor.
    let isAskedAtInstants = policy.questions.enumerated().map { place, question in
      policy.isAskedAtInstants(question: place) && question.origin == origin
        && table.definition(of: question.sensor).map { $0.derivation != .mode } ?? false
    }
    self.isAskedAtInstants = isAskedAtInstants
    askedAtInstants = policy.questions.indices.filter { isAskedAtInstants[$0] }
    isOfInstant = questions.map { $0.map { !$0.isLatest } ?? false }
    entries = EntryTable(fold, uses)
  }

  /// Whether an event of a store is one that it is about.
  func isAbout(_ store: LineOrigin?) -> Bool {
    guard let origin else { return store == nil }
    return store?.isMeant(by: origin) ?? false
  }

  /// About how much work each sensor is, compared with the others.
  var loads: [(id: String, load: Int)] {
    zip(fold.table.definitions, uses).map { sensor, use in
      let own =
        switch sensor.kind {
        case .histogram: 6
        case .gauge: 3
        case .rate, .counter, .state: 2
        }
      return (sensor.id, own * (1 + use.questions.count))
    }
  }
}
