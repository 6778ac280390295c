package import Events
import SystemCalls

/// How far relays had come before the cut of a prune: what a base knows instead of the markers.
enum PrunedPulls {
  static let section = "pulls"
  /// The bytes of last runs whose writers died, which are in the log in part.
  static let partial = "partial-pulls"
}

extension EventLog {
  /// What a base says of what was pulled, of a cut up to which no line is ever written again.
  package func pullSections(before cut: Position) throws(JournalError)
    -> [(name: String, bytes: [UInt8])]
  {
    let first = try journaled { () throws(SystemError) in
      try SegmentList(layout).bases.first ?? .start
    }
    let pruned = PullLedger.pruned(layout)
    // A base of an older tlm says nothing of it, as nothing was pulled then; one that is damaged is told.
    if pruned == nil, let base = try LogBase.inForce(layout),
      try base.bytes(of: PrunedPulls.section) != nil
    {
      throw base.damage(PrunedPulls.section)
    }
    var ledger = pruned ?? PullLedger(through: first)
    let start = max(ledger.through, first)
    let found = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).runs(of: PulledRun.self, from: start, to: cut)
    }
    for run in found { ledger.add(run) }
    ledger.through = cut
    if ledger.last.isEmpty { return [] }
    let partial = try PartialRuns.section(of: ledger.last.values.map(\.extent), in: self)
    return [(PrunedPulls.section, ledger.prunedBytes), (PrunedPulls.partial, partial)]
  }
}
