import SystemCalls

extension PullLedger: SavedLedger {
  typealias Run = PulledRun

  static let mark = "tlm pulls 1\n"
  static let section = PrunedPulls.section

  static func path(in layout: StoreLayout) -> String { layout.pulls }

  func write(to writer: inout PackedWriter) {
    writer.number(Int64(last.count))
    for (_, run) in last.sorted(by: { $0.key < $1.key }) { writer.pull(run) }
  }

  mutating func take(from reader: inout PackedReader) -> Bool {
    guard let count = reader.count() else { return false }
    for _ in 0..<count {
      guard let run = reader.pull() else { return false }
      add(run)
    }
    return true
  }
}

extension EventLog {
  /// How far this log has come with each origin.
  ///
  /// The lock is taken for the log's end.
  ///
  /// - Throws: `busy`, `system` and others where the log cannot be read, or not be written.
  package func pullLedger(timeout: Duration = .seconds(10)) throws(JournalError) -> PullLedger {
    try ledger(to: settledEnd(timeout: timeout))
  }

  /// The same without the lock, of a log that may not be written: what somebody just writes may be
  /// missing.
  package func readPullLedger() throws(JournalError) -> PullLedger {
    try ledger(to: bounds().upperBound)
  }

  /// What is known, with what others pulled since.
  package func pullLedger(
    after known: PullLedger, timeout: Duration = .seconds(10)
  ) throws(JournalError) -> PullLedger {
    let end = try settledEnd(timeout: timeout)
    return try journaled { () throws(SystemError) in
      var ledger = known
      try ledger.read(layout, to: end)
      return ledger
    }
  }

  /// Keeps what was found out, so that the next relay need not read the log.
  package func keep(_ ledger: PullLedger) { save(ledger) }
}
