import Events
import Journal
import Views

/// Sees to the effects of the transitions that come into force: one after the other, in the order
/// of the log and of the rules file, each begun by one loop at most.
///
/// The log says who does what: an effect is begun by an event that goes in only where none of its
/// id stands yet, and its end is written down likewise. What takes time runs on a thread of its
/// own; everything that is written is written here, between two turns of the loop.
struct EffectQueue: ~Copyable, Sendable {
  private let writer: EffectWriter
  private let setting: EffectBeginning.Setting
  /// Others of this process take its effects for lost when it is gone.
  private let life: LivingLoop
  private let wake: @Sendable () -> Void
  private var queue: [PendingEffects] = []
  /// What runs now.
  private var running: RunningEffect?
  /// Effects whose end was written here and has not been read yet.
  private var closed: Set<String> = []
  private var timeouts = EffectTimeouts()
  /// Told since the last `takeReports`.
  private var reports: [ControlLoop.EffectReport] = []

  /// Transitions that wait for their effects; those of more are refused.
  private static let limit = 256

  /// - Parameter wake: called when there is something to write, from any thread.
  init(
    _ log: EventLog, of storeID: String?, _ options: ControlLoop.Options,
    _ wake: @escaping @Sendable () -> Void
  ) {
    self.wake = wake
    life = LivingLoop()
    writer = EffectWriter(log: log, storeID: storeID, clock: options.clock)
    setting = EffectBeginning.Setting(
      reach: options.effects, scope: options.scope, runner: EffectRunner(loop: life.number),
      store: log.layout.root)
  }

  deinit { running?.cancel() }

  /// Whether what ran here has ended and is not written down yet.
  var hasEnding: Bool { running?.ending != nil }

  mutating func takeReports() -> [ControlLoop.EffectReport] {
    defer { reports = [] }
    return reports
  }

  /// Goes as far as it can without waiting.
  ///
  /// - Parameters:
  ///   - ledger: what the log said about effects up to `end`.
  ///   - end: the end of what was read.
  /// - Throws: `AppendError` where the log cannot be written; nothing is lost by it, and the next
  ///   turn goes on from there.
  mutating func work(_ ledger: inout EffectLedger, readTo end: Position) throws(AppendError) {
    for due in ledger.takeDue() {
      if setting.reach == .nothing { ledger.forget(due.transition) } else { queue.append(due) }
    }
    guard setting.reach != .nothing else { return }
    closed = closed.filter { ledger.open[$0] != nil }
    timeouts.forget(allBut: ledger.open)
    try settle()
    try close(ledger)
    try refuseSurplus(&ledger)
    while try proceed(&ledger, readTo: end) {}
  }

  /// Ends what still runs, and writes that down.
  ///
  /// - Throws: as `work`; then somebody else will say that it was interrupted.
  mutating func end() throws(AppendError) {
    guard let running else { return }
    running.cancel()
    let ending =
      running.finish()
      ?? .interrupted("the loop that ran it was ended, and it could not be ended itself")
    try settle(running, ending)
  }

  /// Whether there is more to be done at once.
  private mutating func proceed(
    _ ledger: inout EffectLedger, readTo end: Position
  ) throws(AppendError) -> Bool {
    guard running == nil, let due = queue.first else { return false }
    let record = due.record
    if ledger.hasEnded(record) || closed.contains(record.id) {
      advance(&ledger)
      return true
    }
    if let start = ledger.open[record.id] {
      // Another loop does it: its turn ends with it, or with our timeouts.
      guard timeouts.isOver(for: start) else { return false }
      advance(&ledger)
      return true
    }
    guard let conflict = try begin(due) else {
      if running == nil { advance(&ledger) }
      return true
    }
    // Behind what was read: the next turn reads who was faster. Else it is none of ours.
    if conflict >= end { return false }
    advance(&ledger)
    return true
  }

  private mutating func advance(_ ledger: inout EffectLedger) {
    queue[0].next += 1
    guard queue[0].next == queue[0].effects.count else { return }
    ledger.forget(queue.removeFirst().transition)
  }

  /// Writes that the effect begins, and begins it; one that is done by writing is done with it.
  ///
  /// - Returns: what stands against it, if anything does.
  private mutating func begin(_ due: PendingEffects) throws(AppendError) -> Position? {
    let record = due.record
    let beginning = EffectBeginning(due, in: setting, at: writer.time(due.time))
    if let conflict = try writer.append(beginning.events, if: record.isNew) { return conflict }
    reports.append(record.report(beginning.ending, notice: beginning.notice))
    if let program = beginning.program {
      running = RunningEffect(record, program, time: due.time, wake)
    }
    return nil
  }

  /// What more transitions would have done than can wait.
  private mutating func refuseSurplus(_ ledger: inout EffectLedger) throws(AppendError) {
    while queue.count > Self.limit {
      let reason =
        "\(Self.limit) transitions wait for their effects already; see which of them take so long"
      let due = queue[queue.count - 1]
      let ending = EffectEnding.refused(reason)
      let event = due.record.ended(ending, scope: setting.scope, at: writer.time(due.time))
      if try writer.append([event], if: due.record.isNew) == nil {
        reports.append(due.record.report(ending))
      }
      queue[queue.count - 1].next += 1
      guard queue[queue.count - 1].next == due.effects.count else { continue }
      queue.removeLast()
      ledger.forget(due.transition)
    }
  }

  /// Writes down how it ended what ran here.
  private mutating func settle() throws(AppendError) {
    guard let running, let ending = running.ending else { return }
    try settle(running, ending)
  }

  private mutating func settle(_ running: RunningEffect, _ ending: EffectEnding) throws(AppendError)
  {
    let record = running.record
    let event = record.ended(ending, scope: setting.scope, at: writer.time(running.time))
    let conflict = try writer.append([event], if: record.isOpen)
    self.running = nil
    closed.insert(record.id)
    // Where somebody took it for lost in the meantime, their word stands.
    if conflict == nil { reports.append(record.report(ending)) }
  }

  /// Says of effects whose runner is gone that they were interrupted.
  private mutating func close(_ ledger: EffectLedger) throws(AppendError) {
    let open = ledger.open.values.filter {
      $0.record.id != running?.record.id && !closed.contains($0.record.id)
    }
    guard timeouts.isTimeToLook(at: open) else { return }
    for start in open.sorted(by: { $0.position < $1.position }) {
      guard let reason = timeouts.reason(toClose: start, by: setting.runner) else { continue }
      let ending = EffectEnding.interrupted(reason)
      let event = start.record.ended(ending, scope: start.scope, at: writer.time(start.time))
      let conflict = try writer.append([event], if: start.record.isOpen)
      closed.insert(start.record.id)
      if conflict == nil { reports.append(start.record.report(ending)) }
    }
  }
}
