import Events
import Folding
import Index
import Journal
import Lines

/// One append with its conditions: looked at outside of the lock, decided under it.
struct ConditionalAppend {
  let lines: [UInt8]
  let conditions: [AppendCondition]
  let key: String?
  let durability: Durability
  let timeout: Duration?
  /// The only store that it may go into; nil: the one that is there.
  var storeID: String?

  init(
    lines: [UInt8], conditions: [AppendCondition], key: String?, durability: Durability,
    timeout: Duration?
  ) throws(AppendError) {
    if key?.isEmpty == true {
      throw AppendError(.otherKey, "the idempotency key is empty; give one that names the event")
    }
    let streams = conditions.compactMap { condition -> String? in
      if case .stream(let name, _) = condition.kind { name } else { nil }
    }
    if streams.contains("") {
      throw AppendError(.otherStream, "the name of the stream is empty; give one")
    }
    // With several streams each event says for itself which one it belongs to.
    let stream = streams.count == 1 ? streams[0] : nil
    self.lines = try Stamping.lines(lines, stream: stream, key: key)
    self.conditions = conditions
    self.key = key
    self.durability = durability
    self.timeout = timeout
  }

  /// What the decision under the lock came to, where it is not to write.
  private enum Refusal: Error {
    case conflict(AppendError)
    case isThere(RecordedEvent)
    /// It is not the log that was looked at before.
    case otherLog
  }

  /// How often the log may be replaced under our hands before that is an error.
  private static let attempts = 4

  func run(on log: EventLog, in session: LogSession) throws(AppendError) -> AppendCondition.Receipt
  {
    for _ in 0..<Self.attempts {
      if let receipt = try attempt(on: log, session) { return receipt }
    }
    throw AppendError(
      JournalError(
        .busy, "the store at \(log.layout.root) was replaced again and again; nothing was written"))
  }

  /// Nil where the store was replaced between the look at it and the lock.
  private func attempt(
    on log: EventLog, _ session: LogSession
  ) throws(AppendError) -> AppendCondition.Receipt? {
    let identity: StoreIdentity?
    var appendCheck: AppendCheck
    do {
      identity = try log.readIdentity()
      appendCheck = try AppendCheck.taken(of: log, in: session, conditions, key: key)
    } catch JournalError.Code.truncated {
      // The log was pruned under our eyes: what is left is looked at again.
      return nil
    } catch { throw Self.wrapped(error) }
    // An early answer needs no lock. Only the end of the log can still speak for the append.
    if let storeID, identity?.id != storeID { throw Self.otherStore(log) }
    if let event = appendCheck.keyed { return try repeated(event, in: log) }
    if let pruned = appendCheck.keyedBefore { return repeated(pruned) }
    try appendCheck.check()
    do throws(JournalError) {
      let receipt = try log.append(lines: lines, durability: durability, timeout: timeout) {
        end throws in
        // Both would be a store that was deleted and made anew.
        guard end >= appendCheck.through, try log.readIdentity() == identity else {
          throw Refusal.otherLog
        }
        try appendCheck.extend(over: log, to: end)
        if let event = appendCheck.keyed { throw Refusal.isThere(event) }
        do throws(AppendError) { try appendCheck.check() } catch { throw Refusal.conflict(error) }
      }
      return written(receipt, appendCheck)
    } catch {
      switch error.cause as? Refusal {
      case .conflict(let conflict): throw conflict
      case .isThere(let event): return try repeated(event, in: log)
      case .otherLog: return nil
      case nil where JournalError.Code.truncated ~= error.cause ?? error: return nil
      case nil: throw Self.wrapped(error.cause as? JournalError ?? error)
      }
    }
  }

  private static func otherStore(_ log: EventLog) -> AppendError {
    AppendError(
      JournalError(
        .noStore,
        "the store at \(log.layout.root) is gone or another one now; nothing was written, for it "
          + "was decided on the other's events"))
  }

  private static func wrapped(_ error: any Error) -> AppendError {
    if let error = error as? AppendError { return error }
    if let error = error as? JournalError { return AppendError(error) }
    return AppendError(JournalError(.system, "\(error)", cause: error))
  }

  private func written(_ receipt: Receipt, _ appendCheck: AppendCheck) -> AppendCondition.Receipt {
    let revision = appendCheck.streams.count == 1 ? appendCheck.streams[0].events : nil
    return AppendCondition.Receipt(
      position: receipt.position, end: receipt.end, lines: receipt.lines,
      durability: receipt.durability, revision: revision.map { $0 + events }, isRepeat: false,
      hasSameContent: false)
  }

  /// Events of the batch; blank lines are none.
  private var events: Int { LineParser().parse(LineChunk(lines)).count }

  /// The receipt for an event whose line was pruned since. Before it goes it is on the disk.
  private func repeated(_ pruned: PrunedKey) -> AppendCondition.Receipt {
    let batch = LineParser().parse(LineChunk(lines))
    return AppendCondition.Receipt(
      position: pruned.position, end: pruned.end, lines: 0, durability: durability, revision: nil,
      isRepeat: true, hasSameContent: EventContent.key(of: batch.event(at: 0)) == pruned.content)
  }

  /// The receipt for an event that was there before.
  private func repeated(_ event: RecordedEvent, in log: EventLog) throws(AppendError)
    -> AppendCondition.Receipt
  {
    do throws(JournalError) {
      // The earlier append may have asked for less.
      if durability == .synced { try log.makeDurable(at: event.position) }
      let end = try log.lineStart(
        atOrAfter: event.position.rawValue + 1, in: try log.bounds())
      let batch = LineParser().parse(LineChunk(lines))
      return AppendCondition.Receipt(
        position: event.position, end: end, lines: 0, durability: durability, revision: nil,
        isRepeat: true,
        hasSameContent: EventContent.isSame(event.event, batch.event(at: 0)))
    } catch { throw AppendError(error) }
  }
}
