extension ImportLedger: SavedLedger {
  typealias Run = ImportedRun

  static let mark = "tlm imports 1\n"
  static let section = PrunedImports.section

  static func path(in layout: StoreLayout) -> String { layout.imports }

  func write(to writer: inout PackedWriter) {
    writer.number(Int64(looks.count))
    for (path, look) in looks.sorted(by: { $0.key < $1.key }) {
      writer.text(path)
      writer.look(look)
    }
    let runs = all
    writer.number(Int64(runs.count))
    for run in runs { writer.run(run) }
  }

  mutating func take(from reader: inout PackedReader) -> Bool {
    guard let files = reader.count() else { return false }
    for _ in 0..<files {
      guard let path = reader.text(), let look = reader.look() else { return false }
      looks[path] = look
    }
    guard let runs = reader.count() else { return false }
    for _ in 0..<runs {
      guard let run = reader.run() else { return false }
      add(run)
    }
    return true
  }
}

extension EventLog {
  /// What was imported into this log so far.
  ///
  /// The lock is taken for its end.
  ///
  /// - Throws: `busy`, `system` and others where the log cannot be read, or not be written.
  package func importLedger(timeout: Duration = .seconds(10)) throws(JournalError) -> ImportLedger {
    try ledger(to: settledEnd(timeout: timeout))
  }

  /// Keeps what was found out, so that the next import need not read the log.
  package func keep(_ ledger: ImportLedger) { save(ledger) }
}
