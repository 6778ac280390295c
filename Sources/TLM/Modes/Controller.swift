import Synchronization

/// A control loop that goes on: where it ends with an error, it begins anew after a pause.
///
/// ```swift
/// let controller = Controller(of: store, under: try store.rules())
/// await controller.run { print($0.mode?.name ?? "catching up") }
/// ```
public final class Controller: Sendable {
  /// What it decides by.
  public let rules: Rules
  private let log: EventLog
  private let options: ControlLoop.Options
  private let state: Mutex<Status>

  /// How it stands.
  public struct Status: Sendable, Equatable {
    /// How the loop stands after it read what came; nil until it has caught up.
    public internal(set) var loop: ControlLoop.Status?
    /// How often the loop began anew after an error.
    public internal(set) var restarts = 0
    /// Why it ended, until it has caught up again; nil while it works.
    public internal(set) var failure: String?
    /// How many effects ended here, by how.
    public internal(set) var outcomes: [ControlLoop.EffectOutcome: Int] = [:]
    /// What earlier loops appended.
    var earlierDecisions = 0
    /// What was not asked for yet.
    var reports: [ControlLoop.EffectReport] = []

    /// Decisions that were appended here, also by loops that have ended.
    public var decisions: Int { earlierDecisions + (loop?.decisions ?? 0) }

    /// What is not as it should be, in sentences.
    public var warnings: [String] { (loop?.warnings ?? []) + [failure].compactMap(\.self) }
  }

  /// Reports of effects that are kept until somebody asks for them; beyond that the oldest go.
  private static let reportLimit = 1000

  /// How long it waits before it begins anew, the first time; each time twice as long, up to
  /// `longestPause`.
  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(30)

  /// - Parameters:
  ///   - store: whose log.
  ///   - rules: what it decides by; they say how far effects may reach.
  ///   - options: how the loop works; its sensors and the reach of effects are set here.
  /// - Throws: as `Store.sensorMetrics`.
  public init(
    of store: Store, under rules: Rules, options: ControlLoop.Options = ControlLoop.Options()
  ) throws {
    var options = options
    let metrics = try store.sensorMetrics()
    (options.sensors, options.prices) = (metrics.sensors, metrics.prices)
    options.effects = rules.source.reach
    self.rules = rules
    self.options = options
    log = store.log
    state = Mutex(Status())
  }

  /// How it stands now.
  public var status: Status { state.withLock { $0 } }

  /// The effects that began or ended since this was asked last, in that order.
  public func takeEffects() -> [ControlLoop.EffectReport] {
    state.withLock { state in
      defer { state.reports = [] }
      return state.reports
    }
  }

  /// Works until its task is cancelled.
  ///
  /// - Parameter report: called when something came, and when the loop ended with an error.
  public func run(_ report: (Status) -> Void = { _ in }) async {
    var pause = Self.shortestPause
    while !Task.isCancelled {
      let loop = ControlLoop(log: log, policy: rules.policy, options: options)
      let begun = ContinuousClock.now
      do {
        try await loop.run { report(take($0)) }
        return
      } catch {
        // One that worked for a while is not the one that could not begin.
        if ContinuousClock.now - begun > Self.longestPause { pause = Self.shortestPause }
        report(fail(error, pause))
      }
      // A cancellation ends the pause, and the loop.
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, Self.longestPause)
    }
  }

  private func take(_ status: ControlLoop.Status) -> Status {
    state.withLock { state in
      state.loop = status
      state.failure = nil
      for outcome in status.effects.compactMap(\.outcome) {
        state.outcomes[outcome, default: 0] += 1
      }
      state.reports = (state.reports + status.effects).suffix(Self.reportLimit)
      return state
    }
  }

  private func fail(_ error: any Error, _ pause: Duration) -> Status {
    state.withLock { state in
      state.earlierDecisions = state.decisions
      state.loop = nil
      state.restarts += 1
      state.failure =
        "the control loop ended, and begins anew in \(pause.components.seconds) s: \(error)"
      return state
    }
  }
}
