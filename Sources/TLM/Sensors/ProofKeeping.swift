import Journal
import Sealing
import SystemCalls

/// What a watcher does so that a change of the log shows: it seals segments that take no more appends,
/// and takes a head when that is due. Both are done on a thread of their own, as they read megabytes.
struct ProofKeeping {
  private var work: BackgroundWork<String?>?
  /// How many segments there were when they were sealed last.
  private var sealed = 0
  /// When the next head is due.
  private var due: ContinuousClock.Instant?
  /// Why the last time nothing came of it.
  private(set) var warning: String?

  /// Called now and then.
  ///
  /// - Parameter interval: between two heads; nil for none.
  mutating func keep(_ log: EventLog, every interval: Duration?, at now: ContinuousClock.Instant) {
    if let done = work?.valueIfDone {
      warning = done
      work = nil
    }
    let count = (try? SegmentList(log.layout).bases.count) ?? 0
    if let interval { due = due ?? now + interval }
    let takesHead = interval != nil && due.map { now >= $0 } ?? false
    guard work == nil, takesHead || count > sealed else { return }
    sealed = count
    if let interval, takesHead { due = now + interval }
    work = BackgroundWork { Self.prove(log, takesHead: takesHead) }
  }

  /// Nil, or why there is no proof.
  private static func prove(_ log: EventLog, takesHead: Bool) -> String? {
    do {
      let sealer = LogSealer(log, threads: 1)
      guard takesHead else {
        try sealer.sealSegments()
        return nil
      }
      try log.append(sealer.takeHead().event)
      return nil
    } catch {
      let cause =
        if case .log(let cause)? = error as? SealError { cause } else { error as? JournalError }
      // That a store is gone is told by whoever follows it; a lock that is busy now is free next time.
      let isPassing =
        cause?.code == .noStore || cause?.code == .busy
        || cause?.systemNumber == ErrorNumber.noEntry
      return isPassing ? nil : "the log could not be sealed: \(cause?.message ?? "\(error)")"
    }
  }
}
