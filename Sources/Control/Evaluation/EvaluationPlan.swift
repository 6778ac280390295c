package import Events
package import Projections
package import Sensors
import Folding
import Journal

/// What a policy needs to be at work on a log: its sensors, laid out, and when it looks at them.
package final class EvaluationPlan: Sendable {
  package let policy: Policy
  /// Whose transitions these are; nil: those of nobody in particular.
  package let scope: String?
  /// Between two instants at which all conditions are evaluated.
  package let interval: Nanoseconds
  /// Says what was decided by: the policy, the sensors that it asks and the interval.
  package let identity: String
  /// All sensors of this store's own events.
  let sensors: SensorLane
  /// Those of other stores' events, one for each store that rules name.
  let origins: [SensorLane]
  /// By the place of a question: whether what it is answered holds of the instant at which it is asked.
  let isOfInstant: [Bool]
  /// By the place of a question: whether it asks for the mode in force.
  let asksForMode: [Bool]
  /// After so long without an event no condition changes any more.
  let settling: Nanoseconds
  private let metrics: SensorMetrics

  /// - Parameters:
  ///   - sensors: a user's own.
  ///   - prices: a user's own, of models.
  ///   - scope: whose mode is decided about.
  ///   - interval_s: whole seconds, at least 1.
  ///   - hasAllSensors: whether all sensors are folded, or those alone that the policy asks.
  package init(
    _ policy: Policy, sensors: [SensorDefinition], prices: [Price] = [], scope: String?,
    interval_s: Int, hasAllSensors: Bool = false
  ) {
    self.policy = policy
    self.scope = scope
    interval = Nanoseconds(rawValue: Int64(max(1, min(interval_s, 86_400))) * 1_000_000_000)
    let windows = policy.questions.compactMap { $0.window_s.map { Int(clamping: $0) } }
    var metrics = SensorMetrics(
      sensors: sensors, horizon: windows.max() ?? 0, initialMode: policy.modes[0].name,
      scope: scope)
    metrics.prices = prices
    self.metrics = metrics
    let asked = Set(policy.questions.map(\.sensor))
    let fold = SensorFold(metrics, of: hasAllSensors ? nil : asked)
    let definitions = fold.table.definitions
    let own = SensorLane(policy, fold)
    self.sensors = own
    let others = Self.origins(policy, metrics)
    origins = others
    isOfInstant = policy.questions.indices.map { place in
      ([own] + others).contains { $0.isOfInstant[place] }
    }
    asksForMode = policy.questions.map { question in
      fold.table.definition(of: question.sensor)?.derivation == .mode
    }
    settling = Self.settling(policy, definitions, horizon: metrics.horizon)
    let used = definitions.filter { asked.contains($0.id) }
    let asksForCosts = used.contains { $0.measure?.isCost ?? false }
    let form = Form(
      policy: policy.identity, sensors: used, interval: interval,
      prices: asksForCosts && !prices.isEmpty ? prices : nil)
    do { identity = try Digest(of: form).description } catch {
      preconditionFailure("numbers and words encode: \(error)")
    }
  }

  private struct Form: Encodable {
    let policy: String
    let sensors: [SensorDefinition]
    let interval: Nanoseconds
    /// Nil where they change nothing that is asked.
    let prices: [Price]?
  }

  /// So many stores are named by rules at most.
  package static let mostOrigins = 64

  private static func origins(_ policy: Policy, _ metrics: SensorMetrics) -> [SensorLane] {
    let names = Set(policy.questions.compactMap(\.origin)).sorted().prefix(mostOrigins)
    return names.map { name in
      let asked = policy.questions.filter { $0.origin == name }.map(\.sensor)
      return SensorLane(
        policy, SensorFold(metrics, of: Set(asked)), tellsRecords: false, of: name)
    }
  }

  /// Whether rules name the store that an event was pulled of.
  func hears(_ origin: LineOrigin?) -> Bool {
    origin != nil && origins.contains { $0.isAbout(origin) }
  }

  /// The sensors in several lanes: each has some of them, and says when what they say has to be
  /// looked at. Sensors know nothing of each other, so each lane can have a thread of its own.
  func lanes(_ count: Int) -> [SensorLane] {
    if count < 2 { return [sensors] + origins }
    var loads = Array(repeating: 0, count: count)
    var ids = Array(repeating: Set<String>(), count: count)
    // The greatest loads first, each to the lane that has the least.
    let ranked = sensors.loads.sorted { ($1.load, $0.id) < ($0.load, $1.id) }
    for sensor in ranked {
      let lightest = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[lightest] += sensor.load
      ids[lightest].insert(sensor.id)
    }
    return ids.enumerated().map { number, ids in
      SensorLane(policy, SensorFold(metrics, of: ids), tellsRecords: number == 0)
    } + origins
  }

  private static func settling(
    _ policy: Policy, _ sensors: [SensorDefinition], horizon: Int
  ) -> Nanoseconds {
    var longest = Nanoseconds(rawValue: 600_000_000_000)
    func take(_ length: Nanoseconds?) { longest = max(longest, length ?? .zero) }
    func take(seconds: Int?) {
      take(seconds.map { Nanoseconds(rawValue: Int64($0) * 1_000_000_000) })
    }
    for sensor in sensors {
      take(seconds: sensor.usualWindow)
      take(seconds: sensor.staleness)
      take(seconds: sensor.counted.map { 2 * $0.life })
      // What is known of agents changes at midnight, and as long as a day after what they did.
      take(seconds: sensor.measure == nil ? nil : 86_400)
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
    // Buckets of long windows are wide, and one that a window only touches counts in whole.
    let width = Int64((horizon + 3599) / 3600) * 1_000_000_000
    let (length, isTooLong) = longest.rawValue.addingReportingOverflow(width)
    let (sum, overflow) = length.multipliedReportingOverflow(by: 3)
    return Nanoseconds(rawValue: isTooLong || overflow ? .max : sum)
  }
}
