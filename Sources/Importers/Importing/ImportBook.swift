import Journal

/// What is known of earlier imports, as one import after the other adds to it.
final class ImportBook {
  var ledger: ImportLedger
  let tally = ImportTally()

  init(_ ledger: ImportLedger) { self.ledger = ledger }
}

@available(*, unavailable)
extension ImportBook: Sendable {}
