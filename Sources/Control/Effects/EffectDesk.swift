import Events
import Journal
import Views

/// Sees to the effects of the transitions that come into force: one after the other, in the order
/// of the log and of the rules file, each begun by one loop at most.
///
/// The log says who does what: an effect is begun by an event that goes in only where none of its
/// id stands yet, and its end is written down likewise. What takes time runs on a thread of its
/// own; everything that is written is written here, between two turns of the loop.
struct EffectDesk: ~Copyable, Sendable {
  private let log: EventLog
  private let options: ControlLoop.Options
  private let life: LoopLife
  private let runner: EffectRunner
  private let wake: @Sendable () -> Void
  private var queue: [DueEffects] = []
  /// What runs now.
  private var acting: Acting?
  /// Effects whose end was written here and has not been read yet.
  private var closed: Set<String> = []
  private var patience = EffectPatience()
  /// Told since the last `takeReports`.
  private var reports: [EffectReport] = []

  /// Transitions that wait for their effects; those of more are refused.
  private static let limit = 256

  /// - Parameter wake: called when there is something to write, from any thread.
  init(
    _ log: EventLog, _ options: ControlLoop.Options, _ wake: @escaping @Sendable () -> Void
  ) {
    self.log = log
    self.options = options
    self.wake = wake
    life = LoopLife()
    runner = EffectRunner(loop: life.number)
  }

  deinit { acting?.cancel() }

  mutating func takeReports() -> [EffectReport] {
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
      if options.effects == .nothing { ledger.forget(due.transition) } else { queue.append(due) }
    }
    guard options.effects != .nothing else { return }
    closed = closed.filter { ledger.open[$0] != nil }
    patience.forget(allBut: ledger.open)
    try settle()
    try close(ledger)
    try refuseSurplus(&ledger)
    while try proceed(&ledger, readTo: end) {}
  }

  /// Ends what still runs, and writes that down.
  ///
  /// - Throws: as `work`; then somebody else will say that it was interrupted.
  mutating func end() throws(AppendError) {
    guard let acting else { return }
    acting.cancel()
    let ending =
      acting.finish()
      ?? .interrupted("the loop that ran it was ended, and it could not be ended itself")
    try settle(acting, ending)
  }

  // MARK: The first in the queue

  /// Whether there is more to be done at once.
  private mutating func proceed(
    _ ledger: inout EffectLedger, readTo end: Position
  ) throws(AppendError) -> Bool {
    guard acting == nil, let due = queue.first else { return false }
    let record = due.record
    if ledger.hasEnded(record) || closed.contains(record.id) {
      advance(&ledger)
      return true
    }
    if let start = ledger.open[record.id] {
      // Another loop does it: its turn ends with it, or with our patience.
      guard patience.isOver(for: start) else { return false }
      advance(&ledger)
      return true
    }
    guard let conflict = try begin(due) else {
      if acting == nil { advance(&ledger) }
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
  private mutating func begin(_ due: DueEffects) throws(AppendError) -> Position? {
    let (record, effect, time) = (due.record, due.current, self.time(due.time))
    let (scope, reach) = (options.scope, options.effects)
    if effect.reachesOutside && reach == .store {
      return try write(record, .refused(effect.refusal), time, notice: nil)
    }
    let start = record.started(by: runner, within: effect.timeout, scope: scope, at: time)
    if case .emit(let name, let fields) = effect {
      let members = fields.map { Member($0.name, $0.value.json) }
      // In this order: of a batch that the death of the machine cut short its beginning is left,
      // and what has begun is not begun again.
      let batch = [
        start, NewEvent(name, at: time, fields: members),
        record.ended(.done, scope: scope, at: time),
      ]
      return try write(batch, record, .done, notice: nil)
    }
    var notice: String?
    if case .notify(let text) = effect { notice = PlainText.line(text) }
    let errand =
      reach == .everything ? effect.errand(for: due, store: log.layout.root) : nil
    guard let errand, effect.fault == nil else {
      var ending = EffectEnding.done
      if let fault = effect.fault {
        ending = EffectEnding(outcome: .failed, duration: .zero, error: fault)
      }
      let batch = [start, record.ended(ending, scope: scope, at: time)]
      return try write(batch, record, ending, notice: notice)
    }
    if let conflict = try append([start], if: record.isNew) { return conflict }
    reports.append(record.report(notice: notice))
    acting = Acting(record, errand, time: due.time, wake)
    return nil
  }

  /// What more transitions would have done than can wait.
  private mutating func refuseSurplus(_ ledger: inout EffectLedger) throws(AppendError) {
    while queue.count > Self.limit {
      let reason =
        "\(Self.limit) transitions wait for their effects already; see which of them take so long"
      let due = queue[queue.count - 1]
      _ = try write(due.record, .refused(reason), time(due.time), notice: nil)
      queue[queue.count - 1].next += 1
      guard queue[queue.count - 1].next == due.effects.count else { continue }
      queue.removeLast()
      ledger.forget(due.transition)
    }
  }

  // MARK: Ends

  /// Writes down how it ended what ran here.
  private mutating func settle() throws(AppendError) {
    guard let acting, let ending = acting.ending else { return }
    try settle(acting, ending)
  }

  private mutating func settle(_ acting: Acting, _ ending: EffectEnding) throws(AppendError) {
    let record = acting.record
    let event = record.ended(ending, scope: options.scope, at: time(acting.time))
    let conflict = try append([event], if: record.isOpen)
    self.acting = nil
    closed.insert(record.id)
    // Where somebody took it for lost in the meantime, their word stands.
    if conflict == nil { reports.append(record.report(ending)) }
  }

  /// Says of effects whose runner is gone that they were interrupted.
  private mutating func close(_ ledger: EffectLedger) throws(AppendError) {
    let open = ledger.open.values.filter {
      $0.record.id != acting?.record.id && !closed.contains($0.record.id)
    }
    guard patience.isTimeToLook(at: open) else { return }
    for start in open.sorted(by: { $0.position < $1.position }) {
      guard let reason = patience.reason(toClose: start, by: runner) else { continue }
      let ending = EffectEnding.interrupted(reason)
      let event = start.record.ended(ending, scope: start.scope, at: time(start.time))
      let conflict = try append([event], if: start.record.isOpen)
      closed.insert(start.record.id)
      if conflict == nil { reports.append(start.record.report(ending)) }
    }
  }

  // MARK: Writing

  private mutating func write(
    _ record: EffectRecord, _ ending: EffectEnding, _ time: Timestamp?, notice: String?
  ) throws(AppendError) -> Position? {
    let event = record.ended(ending, scope: options.scope, at: time)
    return try write([event], record, ending, notice: notice)
  }

  /// An effect that begins and ends with what is written.
  private mutating func write(
    _ events: [NewEvent], _ record: EffectRecord, _ ending: EffectEnding, notice: String?
  ) throws(AppendError) -> Position? {
    if let conflict = try append(events, if: record.isNew) { return conflict }
    reports.append(record.report(ending, notice: notice))
    return nil
  }

  private func append(
    _ events: [NewEvent], if condition: AppendCondition
  ) throws(AppendError) -> Position? {
    do throws(AppendError) {
      try log.append(events, onlyIf: [condition])
      return nil
    } catch {
      guard error.code == .matchFound, let position = error.position else { throw error }
      return position
    }
  }

  /// The loop's clock; on the log's own nothing is later than what it follows from.
  private func time(_ cause: Timestamp?) -> Timestamp? {
    if case .wall(let now) = options.clock { now() } else { cause }
  }
}

extension Effect {
  /// Why it is not run within the reach of a store.
  fileprivate var refusal: String {
    "\(words) was not run, because rules that were found in a store's folder may only emit events"
      + " and tell; name the rules file with --rules, or put it into your own configuration"
  }
}
