/// Keeps the sensors and the mode of a store up to date for everybody: drains sources, keeps what
/// is folded, publishes the board, samples the machine.
///
/// ```swift
/// try await Watcher(of: store).run { status in print(status.mode) }
/// ```
public struct Watcher: Sendable {
  private let store: Store
  private let metrics: SensorMetrics
  /// How often the machine is sampled; nil for never.
  public var sampling: Duration?

  /// How often the board is published where nothing happens.
  private static let pause = Duration.seconds(1)

  /// A watcher of a store, with the sensors of its `config.yaml`.
  ///
  /// - Throws: as `Store.sensorMetrics`.
  public init(of store: Store) throws {
    self.store = store
    metrics = try store.sensorMetrics()
  }

  /// How a watch goes.
  public struct Status: Sendable, Equatable {
    public let time: Timestamp
    /// The end of what was folded.
    public let through: Position
    /// Events of the log up to there.
    public let events: Int
    public let isCaughtUp: Bool
    public let mode: String
    /// Whether readers see this one's board; false while another process publishes.
    public let isPublishing: Bool
    /// Samples of the machine so far.
    public let samples: Int
    /// What could not be done, in sentences.
    public let warnings: [String]
  }

  /// Watches until the task is cancelled; then what was folded is kept, and it returns.
  ///
  /// - Parameter report: told after each change, and each second.
  /// - Throws: `FoldError` or `JournalError` where the log cannot be read.
  public func run(_ report: (Status) -> Void) async throws {
    var options = FollowOptions()
    options.drainsSources = true
    options.heartbeat = min(Self.pause, sampling ?? Self.pause)
    var board = Board(path: store.log.layout.board, of: store.sensorTable(of: metrics))
    let group = SensorGroup(store.sensors)
    var sampler = HostSampler(store: store.log.layout.root)
    let clock = ContinuousClock()
    var due = sampling.map { clock.now + $0 }
    var samples = 0
    for try await update in store.follow(
      [metrics, ModeState()] + group.projections, options: options)
    {
      var warnings = update.warnings
      var isPublishing = false
      // What is read before the end of the log is of long ago.
      if update.isCaughtUp {
        do throws(BoardError) {
          isPublishing = try publish(update, group, on: &board) == .published
        } catch { warnings.append(error.message) }
      }
      // Of several watchers of one store the one that publishes samples.
      if let now = due, isPublishing, clock.now >= now, let sampling {
        due = max(now + sampling, clock.now)
        do throws(JournalError) {
          try store.log.append(sampler.sample(at: .current))
          samples += 1
        } catch { warnings.append(error.message) }
      }
      let mode = update.withState(of: ModeState.self) { $0.course.mode.text }
      report(
        Status(
          time: .current, through: update.position, events: update.progress.events,
          isCaughtUp: update.isCaughtUp, mode: mode ?? "", isPublishing: isPublishing,
          samples: samples, warnings: warnings))
    }
  }

  private func publish(
    _ update: Update, _ group: SensorGroup, on board: inout Board
  ) throws(BoardError) -> Board.Outcome {
    guard let state = update.state(of: SensorMetrics.self) else { return .superseded }
    let now = Timestamp.current
    let own = update.withFold { group.readings(in: $0, from: 2, at: now) }
    return try board.publish(state, through: update.position, at: now, others: own)
  }
}
