/// Keeps the sensors and the mode of a store up to date for everybody: drains sources, keeps what
/// is folded, publishes the board, samples the machine, seals old segments, and lets the rules
/// decide.
///
/// ```swift
/// try await Watcher(of: store).run { status in print(status.mode) }
/// ```
/// Changed settings, `config.yaml` or rules, are taken as they come; where they are wrong those
/// before stay in force, and it says so. Where the store is gone it waits for one to come back, and
/// goes on with the one that does.
package struct Watcher: Sendable {
  /// Whether a control loop runs beside, and by which rules.
  package enum Control: Sendable, Equatable {
    /// Nothing is decided here.
    case off
    /// By the rules that are found, as `Rules.find` says.
    case found
    /// By those of a file.
    case named(String)
  }

  private let store: Store
  private let control: Control
  private let settings: WatchSettings
  /// How often the machine is sampled; nil for never.
  package var sampling: Duration?

  /// How often the board is published, and settings are looked at, where nothing happens.
  private static let pause = Duration.seconds(1)

  /// A watcher of a store, with the sensors of its `config.yaml`.
  ///
  /// - Throws: `ConfigurationError` with every mistake in that file or in the rules, `JournalError`
  ///   where they cannot be read.
  package init(of store: Store, control: Control = .found) throws {
    self.store = store
    self.control = control
    settings = try SettingsWatch(of: store, control).settings
  }

  /// How a watch goes.
  package struct Status: Sendable, Equatable {
    package let time: Timestamp
    /// The end of what was folded.
    package let through: Position
    /// Events of the log up to there.
    package let events: Int
    package let isCaughtUp: Bool
    /// The mode in force, and what brought it.
    package let course: ModeRecord
    /// Whether readers see this one's board; false while another process publishes.
    package let isPublishing: Bool
    /// Samples of the machine so far.
    package let samples: Int
    /// What could not be done, in sentences.
    package let warnings: [String]
    /// What is decided by; nil where nothing is.
    package let rules: Rules?
    /// How the control loop stands; nil where nothing is decided.
    package private(set) var control: Controller.Status?
    /// Effects that began or ended here since the last status, in that order.
    package private(set) var effects: [ControlLoop.EffectReport]

    /// The name of the mode in force.
    package var mode: String { course.mode.text }

    /// What was decided since, to the end of the loop.
    mutating func conclude(_ control: Controller.Status, _ effects: [ControlLoop.EffectReport]) {
      self.control = control
      self.effects = effects
    }
  }

  /// Watches until the task is cancelled; then what was folded is kept, and it returns.
  ///
  /// - Parameter report: told after each change, and each second.
  /// - Throws: `FoldError` or `JournalError` where the log cannot be read; `ConfigurationError`
  ///   where settings are wrong from the start.
  package func run(_ report: (Status) -> Void) async throws {
    var turn = WatchTurn(
      settings: try SettingsWatch(of: store, control),
      sampler: HostSampler(store: store.log.layout.root), sampling: sampling)
    while !Task.isCancelled { try await watch(&turn, report) }
  }

  /// Watches under the same settings, until they change or the task is cancelled.
  private func watch(_ turn: inout WatchTurn, _ report: (Status) -> Void) async throws {
    let settings = turn.settings.settings
    // What comes is read once, for what is folded and for what is decided.
    let tail = LogTail(of: store.log)
    let controller = try settings.rules.map { rules in
      var options = ControlLoop.Options()
      // Both are done here.
      options.drains = false
      options.tail = tail
      options.board = nil
      return try Controller(of: store, under: rules, options: options)
    }
    let deciding = Task { await controller?.run() }
    defer { deciding.cancel() }
    var options = Following.Options()
    options.drainsSources = true
    options.tail = tail
    options.heartbeat = min(Self.pause, sampling ?? Self.pause)
    var board = board(settings, nil, in: nil)
    var generation = -1
    var shown: GateRules?
    let group = SensorGroup(store.sensors)
    let followed: [any Projection] = [settings.metrics, settings.modeState] + group.projections
    var last: Status?
    for try await update in store.follow(followed, options: options) {
      let now = ContinuousClock.now
      let decided = controller?.status
      let course = update.withState(of: ModeState.self) { $0.course }
      let rules = course.flatMap { settings.gateRules(in: $0) }
      if generation != update.generation || shown != rules {
        // A store has a board of its own, and so has what is said of a mode.
        (generation, shown) = (update.generation, rules)
        board = self.board(settings, rules, in: update.storeID)
      }
      // What is read before the end of the log is of long ago.
      if update.isCaughtUp && !update.isStoreGone {
        turn.publish(
          update, group, on: &board, course ?? ModeState().initial.course, decided?.loop)
        turn.sample(store, at: now)
        turn.seal(store, at: now)
        turn.prune(store, at: now)
      }
      let status = status(
        turn, update, settings.rules, decided, controller?.takeEffects() ?? [])
      report(status)
      last = status
      // Settings that went with their store are not missed.
      if !update.isStoreGone && turn.look(at: now, every: Self.pause) { break }
    }
    // Its last words are in the log before another loop begins, or before this one is over.
    deciding.cancel()
    await deciding.value
    guard let controller, var last else { return }
    last.conclude(controller.status, controller.takeEffects())
    report(last)
  }

  private func board(
    _ settings: WatchSettings, _ gate: GateRules?, in storeID: String?
  ) -> Board {
    Board(
      path: store.log.layout.board, of: store.sensorTable(of: settings.metrics), in: storeID,
      modes: gate.map { settings.modes.boardText(gating: $0) } ?? settings.modes.boardText)
  }

  private func status(
    _ turn: WatchTurn, _ update: Following.Update, _ rules: Rules?, _ decided: Controller.Status?,
    _ effects: [ControlLoop.EffectReport]
  ) -> Status {
    let course = update.withState(of: ModeState.self) { $0.course }
    let change = update.change.map { ["\($0)"] } ?? []
    // The loop beside sees the same, and what it could not do for it is no news.
    let others = update.isStoreGone ? [] : turn.warnings + (decided?.warnings ?? [])
    return Status(
      time: .current, through: update.position, events: update.progress.events,
      isCaughtUp: update.isCaughtUp, course: course ?? ModeState().initial.course,
      isPublishing: update.isCaughtUp && turn.isPublishing && !update.isStoreGone,
      samples: turn.samples,
      warnings: change + update.warnings + (rules?.remarks ?? []) + turn.settings.settings.remarks
        + others.filter { !change.contains($0) },
      rules: rules, control: decided, effects: effects)
  }
}
