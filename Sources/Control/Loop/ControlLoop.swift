public import Events
public import Journal
package import Projections
public import Sensors
package import Views

/// A policy at work on a log as it grows: waits, reads, decides, and appends `mode_transition`,
/// `mode_transition_proposed` and `mode_calibration_proposed`. Effects of the rules run beside it.
///
/// ```swift
/// let loop = ControlLoop(log: store.log, policy: policy)
/// try await loop.run()  // until its task is cancelled
/// ```
/// It says nothing about what was in the log when it began. Any number of loops may run on one log,
/// in any processes: each decision is appended by one of them, and if that one dies, by another.
/// Where another store takes the place of the one that it works on, it begins anew with that one, and
/// where lines were blanked it goes through the log again.
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
    /// A user's own prices of models.
    package var prices: [Price] = []
    /// Whose mode is decided about; nil: nobody's in particular.
    public var scope: String?
    /// Whole seconds between two instants at which all conditions are evaluated.
    public var interval_s = 5
    /// Which clock brings the instants between events.
    public var clock = Clock.machine
    /// Where to publish readings; nil: nowhere.
    public var board: String?
    /// Whether to move what strangers append into the log as it comes.
    public var drains = true
    /// How far the effects of rules may reach.
    public var effects = ControlLoop.EffectReach.store
    /// Where what comes is read, when others of this process follow the log; nil: by itself.
    package var tail: LogTail?

    /// The machine's clock, an instant every 5 s, no board, and effects that stay in the store.
    public init() {}
  }

  private let log: EventLog
  private let plan: EvaluationPlan
  private let options: Options

  /// A loop that will work on the log; it does nothing before `run` or `turns`.
  public init(log: EventLog, policy: Policy, options: Options = Options()) {
    self.log = log
    self.options = options
    plan = EvaluationPlan(
      policy, sensors: options.sensors, prices: options.prices, scope: options.scope,
      interval_s: options.interval_s, hasAllSensors: options.board != nil)
  }

  /// How a loop stands after it has read what came.
  public struct Status: Sendable, Equatable {
    /// The end of what it has read.
    public let through: Position
    /// The instant up to which it has decided; nil before the first one.
    public let time: Timestamp?
    /// The mode in force, and since when.
    public let mode: Policy.ModeInForce
    /// Decisions that this loop appended.
    public let decisions: Int
    /// Proposals that wait for a person.
    public let proposals: [Policy.Proposal]
    /// What the policy itself knows, by the id of the sensor: how many of its rules hold
    /// (`control_rules_true`), and the mode in force. For `Board.publish(others:)`.
    public let ownReadings: [String: SensorReading]
    /// Effects that began or ended since the last status, in that order.
    public let effects: [ControlLoop.EffectReport]
    /// What could not be done and is tried again, in sentences.
    public private(set) var warnings: [String]

    fileprivate func warning(of change: StoreChange?) -> Status {
      guard let change else { return self }
      var status = self
      status.warnings.append("\(change)")
      return status
    }
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
    let changes = StoreChanges()
    let follower = try LogFollower(
      log, draining: options.drains, making: options.board != nil, tell: changes.note)
    var (generation, edition) = (follower.generation, log.edition)
    var turns = ControlLoop.Turns(log, plan, options) { follower.wake() }
    var clock = TurnClock(options.clock, every: plan.interval)
    var last: Status?
    func turn() throws {
      do {
        let status = try turns.take()
        clock.note(triesAgain: !status.warnings.isEmpty)
        last = status
        report(status.warning(of: changes.take()))
      } catch let error as AppendError where error.isOfNoStore {
        // What was decided is of no use to anybody; the next look finds which store is there.
        clock.note(triesAgain: true)
      }
    }
    do {
      try turn()
      // It finds nothing to give: it ends with the task.
      let _: Never? = try await follower.next(
        by: { clock.due },
        whileGone: {
          if let last, let change = changes.take() { report(last.warning(of: change)) }
          return nil
        },
        {
          if generation != follower.generation || edition != log.edition {
            // What it knows may be of lines that were blanked.
            if generation == follower.generation {
              do throws(AppendError) { try turns.end() } catch {
                guard error.passes || error.isOfNoStore else { throw error }
              }
            }
            (generation, edition) = (follower.generation, log.edition)
            turns = ControlLoop.Turns(log, plan, options) { follower.wake() }
            try turn()
          } else if try clock.isDue() || turns.hasNews() {
            try turn()
          }
          return nil
        })
    } catch {
      // What ended the loop is what is said; an effect that is left open is closed by the next one.
      _ = try? turns.end()
      throw error
    }
    do throws(AppendError) { try turns.end() } catch {
      guard error.passes || error.isOfNoStore else { throw error }
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
  public func turns() -> ControlLoop.Turns { ControlLoop.Turns(log, plan, options) }
}
