public import Events
public import Journal
public import Projections

/// A policy at work on a log as it grows: waits, reads, decides, and appends `mode_transition`,
/// `mode_transition_proposed` and `mode_calibration_proposed`.
///
/// ```swift
/// let loop = ControlLoop(log: store.log, policy: policy)
/// try await loop.run()  // until its task is cancelled
/// ```
/// It says nothing about what was in the log when it began. Any number of loops may run on one log,
/// in any processes: each decision is appended by one of them, and if that one dies, by another.
public struct ControlLoop: Sendable {
  /// Which clock brings the instants between events.
  public enum Clock: Sendable {
    /// The log's own: nothing happens while no event comes. It equals a backtest.
    case log
    /// A clock on the wall.
    case wall(@Sendable () -> Timestamp)

    /// The machine's.
    public static let machine = Clock.wall { .current }
  }

  /// How a loop works.
  public struct Options: Sendable {
    /// A user's own sensors, as `config.yaml` defines them.
    public var sensors: [SensorDefinition] = []
    /// Whose mode is decided about; nil: nobody's in particular.
    public var scope: String?
    /// Whole seconds between two instants at which all conditions are evaluated.
    public var interval_s = 5
    public var clock = Clock.machine
    /// Where to publish readings; nil: nowhere.
    public var board: String?
    /// Whether to move what strangers append into the log as it comes.
    public var drains = true

    public init() {}
  }

  private let log: EventLog
  private let plan: CoursePlan
  private let options: Options

  public init(log: EventLog, policy: Policy, options: Options = Options()) {
    self.log = log
    self.options = options
    plan = CoursePlan(
      policy, sensors: options.sensors, scope: options.scope, interval_s: options.interval_s,
      hasAllSensors: options.board != nil)
  }

  /// How a loop stands after it has read what came.
  public struct Status: Sendable, Equatable {
    /// The end of what it has read.
    public let through: Position
    /// The instant up to which it has decided; nil before the first one.
    public let time: Timestamp?
    /// The mode in force, and since when.
    public let mode: ModeInForce
    /// Decisions that this loop appended.
    public let decisions: Int
    /// Proposals that wait for a person.
    public let proposals: [Proposal]
  }

  /// Works until its task is cancelled.
  ///
  /// - Parameter report: called each time that it has read what came, the first time when it has
  ///   caught up.
  /// - Throws: `JournalError` and `AppendError` where the log cannot be read or written,
  ///   `BoardError`. A busy lock or a full disk ends it: whoever runs it says when to try again.
  public func run(_ report: (Status) -> Void = { _ in }) async throws {
    var turns = LoopTurns(log, plan, options)
    let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let (log, options, interval) = (log, options, plan.interval)
    let follower = Task {
      do {
        let end = try log.bounds().upperBound
        waker.yield()
        for try await _ in log.follow(from: end, draining: options.drains) { waker.yield() }
      } catch {}
      // The next turn meets what ended it, and says so.
      waker.yield()
    }
    let ticker = Task {
      guard case .wall(let now) = options.clock else { return }
      while !Task.isCancelled {
        let rest = interval.rawValue - now().rawValue % interval.rawValue
        try? await Task.sleep(for: .nanoseconds(min(rest, interval.rawValue)))
        waker.yield()
      }
    }
    defer {
      follower.cancel()
      ticker.cancel()
    }
    report(try turns.take())
    for await _ in wakes {
      if Task.isCancelled { return }
      report(try turns.take())
    }
  }

  /// The same without waiting: a turn each time that it is asked for one.
  package func turns() -> LoopTurns { LoopTurns(log, plan, options) }
}

/// The turns of a loop, for who does the waiting.
package struct LoopTurns: ~Copyable {
  private var core: LoopCore
  private var board: Board?
  private let options: ControlLoop.Options
  private let plan: CoursePlan

  init(_ log: EventLog, _ plan: CoursePlan, _ options: ControlLoop.Options) {
    self.options = options
    self.plan = plan
    core = LoopCore(log, plan)
    board = options.board.map { Board(path: $0, of: plan.fold.table) }
  }

  /// Reads what came, decides and appends; the first time it only catches up.
  package mutating func take() throws -> ControlLoop.Status {
    var now: Timestamp?
    if case .wall(let clock) = options.clock { now = clock() }
    try core.step(now: now)
    let course = core.course
    if let time = now ?? course.memory.time {
      _ = try board?.publish(
        course.sensors, through: core.end, at: time, others: course.ownReadings(at: time))
    }
    return ControlLoop.Status(
      through: core.end, time: course.memory.time, mode: course.mode,
      decisions: core.writer.written.count, proposals: course.memory.proposals)
  }
}

extension PolicyCourse {
  /// What the policy itself knows: the mode in force, and how many rules hold.
  fileprivate func ownReadings(at time: Timestamp) -> [String: SensorReading] {
    var count = 0
    for (place, rule) in memory.rules.enumerated()
    where rule.isTrue && plan.policy.wiring.isCounted[place] { count += 1 }
    var readings = [
      SensorDirectory.rulesTrue: SensorReading(.number(Double(count)), at: memory.time)
    ]
    for sensor in plan.fold.table.definitions where sensor.derivation == .mode {
      readings[sensor.id] = mode.since.map { SensorReading(.word(mode.name), at: $0) }
    }
    return readings
  }
}
