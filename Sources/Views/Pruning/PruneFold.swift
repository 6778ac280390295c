import Events
import Folding
import Journal

/// Folds projections exactly to a cut, and puts what they come to into a base.
struct PruneFold {
  private var replayer: Replayer
  private let cut: Position

  init(_ replayer: Replayer, cut: Position) {
    self.replayer = replayer
    self.replayer.options.bounds = Fold.Bounds(to: cut)
    self.cut = cut
  }

  /// - Throws: `FoldError` where the log cannot be read, or a state cannot be encoded.
  func add(_ projections: [any Projection], to draft: inout LogBase.Draft) throws {
    var entries: [BaseStates.Entry] = []
    var milestone: Fold.Milestone?
    // Rows of one projection at a time are in memory.
    let keyed = projections.filter { CatchUp.registration(of: $0) is any KeyedRegistration }
    let whole = projections.filter { !(CatchUp.registration(of: $0) is any KeyedRegistration) }
    for group in [whole] + keyed.map({ [$0] }) {
      var catchUp = replayer.catchUp(group)
      try replayer.foldLog(&catchUp, keeps: false)
      let reached = catchUp.fold.progress.milestone.reaching(cut)
      milestone = milestone ?? reached
      for index in catchUp.places.indices {
        let entry = BaseStates.Entry(
          identity: catchUp.places[index].identity, since: since(index, catchUp))
        try add(catchUp, index, reached, as: entries.count, to: &draft)
        entries.append(entry)
      }
    }
    draft.add(Fold.Milestone.section, try encoded(milestone ?? Fold.Milestone().reaching(cut)))
    draft.add(BaseStates.section, try encoded(entries))
  }

  /// Where the history begins that a state is of.
  private func since(_ index: Int, _ catchUp: borrowing CatchUp) -> Position {
    let identity = catchUp.places[index].identity
    return catchUp.pruned?.checkpoint(of: identity)?.since ?? catchUp.origin
  }

  private func add(
    _ catchUp: borrowing CatchUp, _ index: Int, _ milestone: Fold.Milestone, as number: Int,
    to draft: inout LogBase.Draft
  ) throws {
    var checkpoint = catchUp.checkpoint(of: index, LogAnchor(length: 0, checksum: 0))
    checkpoint.milestone = milestone
    checkpoint.generation = 0
    let registration = catchUp.fold.core.registrations[index]
    if let keyed = registration as? any KeyedRegistration {
      let rows = try keyed.allRows()
      var digest = RowDigest()
      for row in rows { if let new = row.digest { digest += new } }
      checkpoint.rows = RowsRecord(count: rows.count, digest: digest)
      draft.add(BaseStates.rows(number), BaseRows.bytes(of: rows))
    } else {
      checkpoint.state = try registration.encodedState()
    }
    draft.add(BaseStates.state(number), try checkpoint.encoded())
  }

  private func encoded(_ value: some Encodable) throws(FoldError) -> [UInt8] {
    do { return try StateEncoder().encode(value) } catch {
      throw FoldError(.notEncodable, "what a prune leaves cannot be encoded", cause: error)
    }
  }
}
