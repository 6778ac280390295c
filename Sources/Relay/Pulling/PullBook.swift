import Events
import Journal
import SystemCalls

/// The hub's log, as those use it who pull into it: each origin's lines behind their markers, and how far
/// it has come with each.
///
/// Another process may pull into the same log: who is second at a place finds what the first one brought.
final class PullBook {
  let log: EventLog
  private var ledger: PullLedger
  /// Where lines stand that may not be on the disk yet.
  private var unsynced: Set<Position> = []
  /// Through which the ledger was kept.
  private var kept: Position

  init(_ log: EventLog) throws(RelayError) {
    self.log = log
    ledger = try storing { () throws(JournalError) in try log.pullLedger() }
    kept = ledger.through
  }

  /// The last run of an origin.
  func last(of origin: String) -> PulledRun? { ledger.last[origin] }

  /// Where the text of an origin goes on.
  func text(of origin: String) throws(RelayError) -> OriginText {
    OriginText(
      try storing { () throws(JournalError) in try log.standing(after: ledger.last[origin]) })
  }

  /// Takes in what others wrote meanwhile.
  func look() throws(RelayError) {
    ledger = try storing { () throws(JournalError) in try log.pullLedger(after: ledger) }
  }

  /// Appends lines; nil where somebody else has pulled from that origin since `last`.
  func append(
    _ lines: PulledLines, of origin: String, behind last: PulledRun?
  ) throws(RelayError) -> PulledRun? {
    guard ledger.last[origin] == last else { return nil }
    let through = ledger.through
    let step = try storing { () throws(JournalError) in
      try log.appendPulled(lines, of: origin, knowing: through)
    }
    ledger.note(step)
    guard case .written(let run, _, _) = step else { return nil }
    unsynced.insert(run.position)
    return run
  }

  /// Says something in the log.
  func tell(_ event: NewEvent) throws(RelayError) {
    let receipt = try storing { () throws(JournalError) in
      try log.append([event], timeout: .seconds(10))
    }
    unsynced.insert(receipt.position)
  }

  /// Makes all durable that was appended.
  func sync() throws(RelayError) {
    // One segment after the other was sealed, and so is durable, but for the last ones.
    let places = [unsynced.min(), unsynced.max()].compactMap { $0 }
    for place in Set(places) {
      try storing { () throws(JournalError) in try log.makeDurable(at: place) }
    }
    unsynced.removeAll()
  }

  /// Bytes of the log that the next one who pulls may have to look through.
  private static let staleLimit: Int64 = 16 << 20

  /// Keeps what is known of the log, where that saves anybody some work.
  func keep(isLast: Bool = false) {
    guard isLast || ledger.through.rawValue - kept.rawValue > Self.staleLimit else { return }
    log.keep(ledger)
    kept = ledger.through
  }
}

/// What the log throws, as a relay's error.
func storing<Result>(
  _ body: () throws(JournalError) -> Result
) throws(RelayError) -> Result {
  do throws(JournalError) { return try body() } catch {
    // Whoever holds the lock lets it go; a disk that is full may have room later.
    throw RelayError([.busy, .full].contains(error.code) ? .away : .store, error.message)
  }
}
