public import Events
public import Journal
import Lines
package import Projections
public import Sensors
import Folding

/// Recomputes every transition that a log records, from what it was decided from.
///
/// ```swift
/// let result = try ControlVerification(policy: policy).run(over: log)
/// for doubt in result.doubts { print(doubt.position, doubt.reason) }
/// ```
/// The log is read twice: once for what is recorded, once through the policy, which decides again
/// at each recorded `through` and `decided_at`. Between the two stand, for a loop whose clock is on
/// the wall, the multiples of the interval that it passed; which event it had read at each of them
/// nobody wrote down, so a condition that was latched by such an instant alone may be in doubt.
///
/// Of a log that was pruned it begins at the cut, in the mode that was in force there. What cannot be
/// confirmed then of the time that sensors and conditions need to be what they were is no doubt: it is
/// counted apart, as `pruned`.
public struct ControlVerification: Sendable {
  private let plan: EvaluationPlan

  /// - Parameters: as of the loop that decided.
  public init(
    policy: Policy, sensors: [SensorDefinition] = [], scope: String? = nil, interval_s: Int = 5
  ) {
    plan = EvaluationPlan(policy, sensors: sensors, scope: scope, interval_s: interval_s)
  }

  /// With the sensors and the prices that a fold has.
  package init(
    policy: Policy, reading metrics: SensorMetrics, scope: String?, interval_s: Int
  ) {
    plan = EvaluationPlan(
      policy, sensors: metrics.sensors, prices: metrics.prices, scope: scope,
      interval_s: interval_s)
  }

  /// What came of a verification.
  public struct Result: Sendable, Equatable {
    /// Transitions that the policy decides just so.
    public internal(set) var confirmed = 0
    /// Transitions that people made.
    public internal(set) var manual = 0
    /// Transitions that other rules, sensors or another interval decided.
    public internal(set) var foreign = 0
    /// Transitions that may rest on what was pruned, and cannot be decided again.
    public internal(set) var pruned = 0
    /// Transitions that the policy does not decide, or not so; in the order of the log.
    public internal(set) var doubts: [Doubt] = []

    /// What came of a log without transitions.
    public static let nothing = Result()

    /// Whether nothing is in doubt.
    public var isSound: Bool { doubts.isEmpty }
  }

  /// A recorded transition that cannot be confirmed.
  public struct Doubt: Sendable, Hashable {
    /// Where it stands.
    public let position: Position
    /// What was expected, in a sentence.
    public let reason: String
  }

  /// Recomputes the transitions of a log.
  ///
  /// - Throws: `JournalError` where the log cannot be read, `FoldError` where what a prune left cannot.
  public func run(over log: EventLog) throws -> Result {
    let end = try log.bounds().upperBound
    let beginning = try EvaluationBeginning(of: log, plan)
    var check = RecordedCheck(plan, beginning)
    var first = Scan()
    var drained = DrainedStretch()
    try first.run(over: log.read(from: beginning.start, to: end)) { event in
      if event.name == LogEventName.drained.rawValue { drained.take(marker: event) }
      if !drained.covers(event.position) { check.note(event) }
      return true
    }
    var evaluation = Evaluation(plan)
    evaluation.begin(beginning)
    var second = Scan()
    try second.run(over: log.read(from: beginning.start, to: end)) { event in
      check.settle(before: event.position, &evaluation)
      evaluation.take(
        event,
        handle: { evaluation, kind, event in check.handle(kind, event, &evaluation) },
        act: { evaluation in check.act(&evaluation) })
      return true
    }
    evaluation.reach(end)
    check.settle(before: Position(rawValue: .max), &evaluation)
    return check.result
  }
}
