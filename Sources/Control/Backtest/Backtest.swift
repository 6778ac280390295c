import Events
public import Journal
import Lines
public import Projections

/// Replays history through a policy: which modes there would have been, and why.
///
/// ```swift
/// let result = try Backtest(policy: policy).run(over: log.read())
/// for transition in result.transitions { print(transition.decidedAt, transition.to) }
/// ```
/// Time is the log clock. The mode is simulated: transitions that the log records are ignored, as
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

  private let plan: CoursePlan
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
    plan = CoursePlan(
      policy, sensors: sensors, scope: scope, interval_s: interval_s, hasAllSensors: hasAllSensors)
    self.approvals = approvals
  }

  /// Replays a log, files, or chunks in memory from the beginning.
  ///
  /// - Parameters:
  ///   - source: a log, files, or chunks in memory.
  ///   - jobs: how many threads take part, this one included. The result is the same for any number.
  /// - Throws: `JournalError` where the source cannot be read.
  public func run<Source: LineSource & ~Copyable>(
    over source: consuming Source, jobs: Int = 1
  ) throws(JournalError) -> BacktestResult {
    var course = PolicyCourse(plan)
    var simulation = Simulation(plan, approvals)
    let parser = LineParser()
    var lastTime: Timestamp?
    var events = 0
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      lastTime = batch.resolveTimes(from: lastTime)
      events += batch.count
      for index in 0..<batch.count {
        course.take(
          batch.event(at: index),
          heed: { course, kind, event in simulation.heed(kind, event, &course) },
          act: { course in simulation.act(&course) })
      }
    }
    return simulation.result(course, events: events)
  }
}
