package import Events
import SystemCalls

/// How far relays had come before the cut of a prune: what a base knows instead of the markers.
struct PrunedPulls: Sendable {
  static let section = "pulls"
  /// The bytes of last runs whose writers died, which are in the log in part.
  static let partial = "partial-pulls"
  /// By what the ledger of a base is known.
  private static let identity = "base"

  let ledger: PullLedger

  /// nil where nothing was pruned, or nobody knows what.
  init?(_ layout: StoreLayout) {
    guard let base = (try? LogBase.inForce(layout)) ?? nil,
      let bytes = (try? base.bytes(of: Self.section)) ?? nil,
      let (ledger, _) = SavedPulls.ledger(in: bytes, identity: Self.identity)
    else { return nil }
    self.ledger = ledger
  }

  static func bytes(of ledger: PullLedger) -> [UInt8] {
    SavedPulls.bytes(of: ledger, identity: identity, check: 0)
  }
}

extension EventLog {
  /// What a base says of what was pulled, of a cut up to which no line is ever written again.
  package func pullSections(before cut: Position) throws(JournalError)
    -> [(name: String, bytes: [UInt8])]
  {
    let first = try journaled { () throws(SystemError) in
      try SegmentList(layout).bases.first ?? .start
    }
    let pruned = PrunedPulls(layout)
    // A base of an older tlm says nothing of it, as nothing was pulled then; one that is damaged is told.
    if pruned == nil, let base = try LogBase.inForce(layout),
      try base.bytes(of: PrunedPulls.section) != nil
    {
      throw base.damage(PrunedPulls.section)
    }
    var ledger = pruned?.ledger ?? PullLedger(through: first)
    let start = max(ledger.through, first)
    let found = try journaled { () throws(SystemError) in
      try ImportSearch(layout: layout).pulls(from: start, to: cut)
    }
    for run in found { ledger.add(run) }
    ledger.through = cut
    if ledger.last.isEmpty { return [] }
    let partial = try PartialRuns.section(of: ledger.last.values.map(\.extent), in: self)
    return [(PrunedPulls.section, PrunedPulls.bytes(of: ledger)), (PrunedPulls.partial, partial)]
  }
}
