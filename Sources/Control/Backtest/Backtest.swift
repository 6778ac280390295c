package import Events
package import Journal
import Lines
package import Projections
public import Sensors
import Folding

/// Replays history through a policy: which modes there would have been, and why.
///
/// ```swift
/// let result = try Backtest(policy: policy).run(over: log.read())
/// for transition in result.transitions { print(transition.decidedAt, transition.to) }
/// ```
/// Time is the log clock; the last event is believed, as `now` says. The mode is simulated: transitions that the log records are ignored, as
/// is all else that control wrote but for people's answers to proposals. It decides what a live
/// loop decides whose clock is the log clock.
public struct Backtest: Sendable {
  /// Who answers proposals.
  public enum Approvals: String, Sendable, CaseIterable {
    /// People, as the log records it: an answer to a proposal of the same edge, within its life.
    case recorded
    /// Every proposal is approved at once.
    case always
    /// Nobody answers.
    case never
  }

  let plan: EvaluationPlan
  private let approvals: Approvals

  /// - Parameters:
  ///   - policy: the rules.
  ///   - sensors: a user's own, as `config.yaml` defines them.
  ///   - scope: answers of this scope count.
  ///   - interval_s: whole seconds between two instants at which all conditions are evaluated.
  ///   - approvals: who answers proposals.
  ///   - hasAllSensors: whether every sensor of the catalogue is folded, as by a loop that
  ///     publishes a board, or those alone that the rules ask. What is decided is the same.
  public init(
    policy: Policy, sensors: [SensorDefinition] = [], scope: String? = nil, interval_s: Int = 5,
    approvals: Approvals = .recorded, hasAllSensors: Bool = false
  ) {
    plan = EvaluationPlan(
      policy, sensors: sensors, scope: scope, interval_s: interval_s, hasAllSensors: hasAllSensors)
    self.approvals = approvals
  }

  /// With the sensors and the prices that a fold has.
  package init(
    policy: Policy, reading metrics: SensorMetrics, scope: String?, interval_s: Int,
    approvals: Approvals
  ) {
    plan = EvaluationPlan(
      policy, sensors: metrics.sensors, prices: metrics.prices, scope: scope,
      interval_s: interval_s)
    self.approvals = approvals
  }

  /// Where a log begins for it, of which the beginning may be pruned.
  ///
  /// - Throws: `JournalError`, `FoldError` where it cannot be read.
  package func beginning(of log: EventLog) throws -> EvaluationBeginning {
    try EvaluationBeginning(of: log, plan)
  }

  /// Replays a log, files, or chunks in memory from the beginning.
  ///
  /// - Parameters:
  ///   - source: a log, files, or chunks in memory.
  ///   - beginning: where the source begins, where it is not all of a log.
  ///   - now: the reader's: the last event of the log counts where it is not later. Nil: whatever
  ///     waits at the end still does, as in a loop on the clock of the log.
  ///   - jobs: how many threads take part, this one included. The result is the same for any number.
  /// - Throws: `JournalError` where the source cannot be read.
  package func run<Source: LineSource & ~Copyable>(
    over source: consuming Source, from beginning: EvaluationBeginning? = nil,
    now: Timestamp? = .current, jobs: Int = 1
  ) throws(JournalError) -> Backtest.Result {
    let jobs = max(1, jobs)
    // Nothing that a simulation decides changes a sensor, and sensors know nothing of each other:
    // so they can run ahead, in as many lanes as help.
    let lanes = plan.lanes(min(jobs, 4)).map { SensorEvaluation(plan, $0) }
    var first = SensedHistory(lanes[0])
    var stages = lanes.dropFirst().map { BacktestStage(lane: $0) }
    stages.append(BacktestStage(history: SimulatedHistory(plan, approvals, beginning)))
    do throws(FoldError) {
      try Pipeline.run(&first, then: &stages, over: source, jobs: jobs)
    } catch {
      // A simulation itself throws nothing.
      guard let cause = error.cause as? JournalError else { preconditionFailure("\(error)") }
      throw cause
    }
    guard var history = stages.last?.history else { preconditionFailure("the history comes last") }
    if let now { history.end(([first.evaluation] + stages.compactMap(\.lane)).map { $0.end(now) }) }
    return history.result
  }
}

/// The events of a batch, and what the sensors of each lane say of them.
private struct SensedBatch: Sendable {
  let events: LineBatch
  var steps: [EvaluationSteps]
}

/// The first lane of sensors on its way through a log.
private struct SensedHistory: BatchTaking {
  private(set) var evaluation: SensorEvaluation
  private var lastTime: Timestamp?

  init(_ evaluation: SensorEvaluation) { self.evaluation = evaluation }

  var isAtBound: Bool { false }

  mutating func take(_ batch: LineBatch) -> SensedBatch? {
    lastTime = batch.resolveTimes(from: lastTime)
    return SensedBatch(events: batch, steps: [evaluation.take(batch)])
  }
}

/// What comes behind it: another lane, or what the rules make of them all.
private struct BacktestStage: YieldTaking {
  var lane: SensorEvaluation?
  var history: SimulatedHistory?

  mutating func take(_ batch: inout SensedBatch) {
    if let steps = lane?.take(batch.events) { batch.steps.append(steps) }
    history?.take(batch)
  }
}

extension SensorEvaluation {
  /// What comes of the end of the log to a reader.
  fileprivate func end(_ now: Timestamp) -> EvaluationSteps {
    var (evaluation, steps) = (self, EvaluationSteps())
    evaluation.believe(by: now, &steps)
    return steps
  }

  /// What comes of the events of a batch whose times are resolved.
  fileprivate mutating func take(_ batch: LineBatch) -> EvaluationSteps {
    var steps = EvaluationSteps()
    for index in 0..<batch.count { take(batch.event(at: index), number: index, &steps) }
    return steps
  }
}

/// A simulation on its way through what the sensors say.
private struct SimulatedHistory: Sendable {
  private var evaluation: PolicyEvaluation
  private var simulation: Simulation
  private var events = 0

  init(
    _ plan: EvaluationPlan, _ approvals: Backtest.Approvals, _ beginning: EvaluationBeginning?
  ) {
    evaluation = PolicyEvaluation(plan)
    if let beginning { evaluation.begin(beginning) }
    simulation = Simulation(plan, approvals)
  }

  mutating func take(_ batch: SensedBatch) {
    events += batch.events.count
    evaluation.go(
      through: batch.steps,
      handle: { evaluation, kind, number in
        simulation.handle(kind, batch.events.event(at: number), &evaluation)
      },
      act: { evaluation in simulation.act(&evaluation) })
  }

  /// What waited at the end of the log counts.
  mutating func end(_ steps: [EvaluationSteps]) {
    evaluation.go(
      through: steps, handle: { _, _, _ in },
      act: { evaluation in simulation.act(&evaluation) })
  }

  var result: Backtest.Result { simulation.result(evaluation, events: events) }
}
