public import Events
public import Journal
public import Sensors
import Synchronization
import Views

/// A policy at work on a log as it grows: waits, reads, decides, and appends `mode_transition`,
/// `mode_transition_proposed` and `mode_calibration_proposed`. Effects of the rules run beside it.
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
    /// How far the effects of rules may reach.
    public var effects = EffectReach.store

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
    /// What the policy itself knows, by the id of the sensor: how many of its rules hold
    /// (`control_rules_true`), and the mode in force. For `Board.publish(others:)`.
    public let ownReadings: [String: SensorReading]
    /// Effects that began or ended since the last status, in that order.
    public let effects: [EffectReport]
    /// What could not be done and is tried again, in sentences.
    public let warnings: [String]
  }

  /// Works until its task is cancelled; then it ends the effects that still run, says of them that
  /// they were interrupted, and returns.
  ///
  /// A busy lock and a full disk do not end it: the status warns of them, and it tries again each
  /// second until it works. Nothing is lost and nothing decided twice by that.
  ///
  /// - Parameter report: called each time that it has read what came, the first time when it has
  ///   caught up.
  /// - Throws: `JournalError` and `AppendError` where the log cannot be read or written for another
  ///   reason.
  public func run(_ report: (Status) -> Void = { _ in }) async throws {
    let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    var turns = LoopTurns(log, plan, options) { waker.yield() }
    let unrest = Unrest()
    let follower = follow(waker)
    let ticker = tick(waker, unrest)
    defer {
      follower.cancel()
      ticker.cancel()
    }
    func turn() throws {
      let status = try turns.take()
      unrest.set(!status.warnings.isEmpty)
      report(status)
    }
    do {
      try turn()
      for await _ in wakes {
        if Task.isCancelled { break }
        try turn()
      }
    } catch {
      // What ended the loop is what is said; an effect that is left open is closed by the next one.
      _ = try? turns.end()
      throw error
    }
    do throws(AppendError) { try turns.end() } catch {
      guard error.passes else { throw error }
    }
  }

  /// Wakes at each append to the log, and moves what strangers append into it.
  private func follow(_ waker: AsyncStream<Void>.Continuation) -> Task<Void, Never> {
    let (log, options) = (log, options)
    return Task {
      do {
        let end = try log.bounds().upperBound
        waker.yield()
        for try await _ in log.follow(from: end, draining: options.drains) { waker.yield() }
      } catch {}
      // The next turn meets what ended it, and says so.
      waker.yield()
    }
  }

  /// Wakes at each multiple of the interval, and each second while something could not be done.
  private func tick(
    _ waker: AsyncStream<Void>.Continuation, _ unrest: Unrest
  ) -> Task<Void, Never> {
    let (options, interval) = (options, plan.interval)
    return Task {
      let clock = ContinuousClock()
      func rest() -> Duration {
        // On the log's clock it brings no instant, but sees to what is open.
        var now = Timestamp.current
        if case .wall(let wall) = options.clock { now = wall() }
        return .nanoseconds(interval.rawValue - max(0, now.rawValue) % interval.rawValue)
      }
      var due = clock.now + rest()
      while !Task.isCancelled {
        let next = min(due, clock.now + .seconds(1))
        // Ended by cancelling alone, which is looked at right after.
        try? await Task.sleep(until: next, clock: clock)
        if clock.now >= due {
          due = clock.now + rest()
          waker.yield()
        } else if unrest.isThere {
          waker.yield()
        }
      }
    }
  }

  /// The same without waiting: a turn each time that it is asked for one.
  ///
  /// ```swift
  /// var turns = loop.turns()
  /// _ = try turns.take()  // catches up, in silence
  /// try log.append(event)
  /// print(try turns.take().mode.name)
  /// ```
  public func turns() -> LoopTurns { LoopTurns(log, plan, options) }
}

/// Whether something is to be tried again soon.
private final class Unrest: Sendable {
  private let flag = Atomic(false)

  var isThere: Bool { flag.load(ordering: .relaxed) }
  func set(_ isThere: Bool) { flag.store(isThere, ordering: .relaxed) }
}
