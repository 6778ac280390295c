package import Events
import SystemCalls

/// What was imported before the cut of a prune: what a base knows instead of the markers.
enum PrunedImports {
  static let section = "imports"
  /// The bytes of runs whose writers died, which are in the log in part.
  static let partial = "partial-imports"
}

extension EventLog {
  /// What a base says of imports, of a cut up to which no line is ever written again.
  package func importSections(before cut: Position) throws(JournalError)
    -> [(name: String, bytes: [UInt8])]
  {
    let pruned = ImportLedger.pruned(layout)
    if pruned == nil, let base = try LogBase.inForce(layout) { throw base.damage("imports") }
    let first = try journaled { () throws(SystemError) in
      try SegmentList(layout).bases.first ?? .start
    }
    var ledger = pruned ?? ImportLedger(through: first)
    let start = max(ledger.through, first)
    let known = ledger.all
    let found = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).runs(of: ImportedRun.self, from: start, to: cut)
    }
    let partial = try PartialRuns.section(of: (known + found).map(\.extent), in: self)
    for run in found { ledger.add(run) }
    ledger.through = cut
    // How files looked belongs to the end of the log.
    ledger.looks = [:]
    return [(PrunedImports.section, ledger.prunedBytes), (PrunedImports.partial, partial)]
  }
}
