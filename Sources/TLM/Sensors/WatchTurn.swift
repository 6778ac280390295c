/// What a watcher does at each turn besides following, and what came of it.
struct WatchTurn {
  var settings: SettingsWatch
  private var sampler: HostSampler
  private let sampling: Duration?
  /// When the machine is sampled next.
  private var due: ContinuousClock.Instant?
  /// When the settings were looked at last.
  private var looked = ContinuousClock.now
  private(set) var samples = 0
  private(set) var isPublishing = false
  /// Why the last sample, or the last board, is not where it should be.
  private var unsampled: String?
  private var unpublished: String?
  /// When it is looked next whether a segment is to be sealed, and why the last was not.
  private var sealing = ContinuousClock.now
  private var unsealed: String?
  private var pruning = RetentionTurn()

  private var proof = ProofKeeping()

  /// How often that is looked at; no segment is of an age that this matters to, but for those of
  /// less.
  private static let longestPause = Duration.seconds(60)

  init(settings: SettingsWatch, sampler: HostSampler, sampling: Duration?) {
    self.settings = settings
    self.sampler = sampler
    self.sampling = sampling
    // The first one soon: whoever starts a watch asks what it says.
    due = sampling.map { .now + min($0, .seconds(1)) }
  }

  /// What could not be done the last time that it was tried, in sentences.
  var warnings: [String] {
    [unpublished, unsampled, unsealed, pruning.failure, proof.warning, settings.mistake]
      .compactMap(\.self)
  }

  /// Publishes what sensors say now, and what the control loop alone knows.
  mutating func publish(
    _ update: Following.Update, _ group: SensorGroup, on board: inout Board,
    _ course: ModeRecord, _ loop: ControlLoop.Status?
  ) {
    isPublishing = false
    guard let state = update.state(of: SensorMetrics.self) else { return }
    let now = Timestamp.current
    var others = update.withFold { group.readings(in: $0, from: 2, at: now) }
    if let gate = settings.settings.gate {
      // By the same as the words behind the records.
      let bits = gate.bits(
        in: course.mode.text, calls: state.agentCalls(inMinuteTo: now))
      others[GateRules.sensor] = SensorReading(.number(bits.number), at: now)
    }
    others.merge(loop?.ownReadings ?? [:]) { _, own in own }
    do throws(BoardError) {
      let outcome = try board.publish(
        state, through: update.position, at: now, others: others)
      isPublishing = outcome == .published
      unpublished = nil
    } catch { unpublished = error.message }
  }

  /// Samples the machine when that is due. Of several watchers of one store the one that publishes
  /// does.
  mutating func sample(_ store: Store, at now: ContinuousClock.Instant) {
    guard let next = due, isPublishing, now >= next, let sampling else { return }
    due = max(next + sampling, now)
    do throws(JournalError) {
      try store.log.append(sampler.sample(at: .current))
      samples += 1
      unsampled = nil
    } catch {
      // That a store is gone is told by whoever follows it.
      unsampled =
        error.code == .noStore ? nil : "the machine could not be sampled: \(error.message)"
    }
  }

  /// Seals the segment that takes appends where it is full or old.
  mutating func seal(_ store: Store, at now: ContinuousClock.Instant) {
    guard now >= sealing else { return }
    let limits = settings.settings.rotation
    sealing = now + min(Self.longestPause, max(.seconds(1), limits.age ?? Self.longestPause))
    do throws(JournalError) {
      try store.log.sealIfDue(by: limits, at: .current)
      unsealed = nil
    } catch {
      // A lock that is busy now is free the next time.
      if error.code != .busy && error.code != .noStore {
        unsealed = "the segment could not be sealed: \(error.message)"
      }
    }
    proof.keep(store.log, every: settings.settings.sealing, at: now)
  }

  /// Takes away what is older than the store keeps, or more.
  mutating func prune(_ store: Store, at now: ContinuousClock.Instant) {
    pruning.prune(store, by: settings.settings.retention, at: now)
  }

  /// Looks at the settings when that is due; whether there are new ones.
  mutating func look(at now: ContinuousClock.Instant, every pause: Duration) -> Bool {
    guard now - looked >= pause else { return false }
    looked = now
    guard settings.look() else { return false }
    pruning.wake()
    return true
  }
}
