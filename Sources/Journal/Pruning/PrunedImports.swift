package import Events
import SystemCalls

/// What was imported before the cut of a prune: what a base knows instead of the markers.
struct PrunedImports: Sendable {
  static let section = "imports"
  /// The bytes of runs whose writers died, which are in the log in part.
  static let partial = "partial-imports"
  /// By what the ledger of a base is known.
  static let identity = "base"

  let ledger: ImportLedger

  /// nil where nothing was pruned, or nobody knows what.
  init?(_ layout: StoreLayout) {
    // Without it lines come twice rather than not at all.
    guard let base = (try? LogBase.inForce(layout)) ?? nil,
      let bytes = (try? base.bytes(of: Self.section)) ?? nil,
      let (ledger, _) = SavedLedger.ledger(in: bytes, identity: Self.identity)
    else { return nil }
    self.ledger = ledger
  }
}

extension EventLog {
  /// What a base says of imports, of a cut up to which no line is ever written again.
  package func importSections(before cut: Position) throws(JournalError)
    -> [(name: String, bytes: [UInt8])]
  {
    let pruned = PrunedImports(layout)
    if pruned == nil, let base = try LogBase.inForce(layout) { throw base.damage("imports") }
    let first = try journaled { () throws(SystemError) in
      try SegmentList(layout).bases.first ?? .start
    }
    var ledger = pruned?.ledger ?? ImportLedger(through: first)
    let start = max(ledger.through, first)
    let known = ledger.all
    let found = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).runs(from: start, to: cut)
    }
    let partial = try PartialRuns.section(of: (known + found).map(\.extent), in: self)
    for run in found { ledger.add(run) }
    ledger.through = cut
    // How files looked belongs to the end of the log.
    ledger.looks = [:]
    let bytes = SavedLedger.bytes(of: ledger, identity: PrunedImports.identity, check: 0)
    return [(PrunedImports.section, bytes), (PrunedImports.partial, partial)]
  }
}
