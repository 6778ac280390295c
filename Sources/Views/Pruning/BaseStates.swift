import Events
import Folding
import Journal

/// The states that a prune left at its cut, each as a checkpoint of the log that stood before it.
struct BaseStates: Sendable {
  /// A projection whose state is in a base.
  struct Entry: Sendable, Codable, Equatable {
    let identity: ProjectionIdentity
    /// Where its history begins: not at the start where nothing was kept of it at an earlier prune.
    let since: Position
  }

  static let section = "projections"
  static func state(_ index: Int) -> String { "state/\(index)" }
  static func rows(_ index: Int) -> String { "rows/\(index)" }

  let base: LogBase
  /// What the log said of itself up to the cut; nil where that is damaged.
  let milestone: Fold.Milestone?
  let entries: [Entry]

  /// Nil where nothing was pruned, or nobody knows any more what.
  init?(of log: EventLog) throws(JournalError) {
    guard let base = try log.base() else { return nil }
    self.init(base)
  }

  init(_ base: LogBase) {
    self.base = base
    milestone = Fold.Milestone(of: base)
    // Damaged bytes say nothing of any projection.
    let bytes = (try? base.bytes(of: Self.section)) ?? nil
    entries = bytes.flatMap { try? StateDecoder().decode([Entry].self, from: $0) } ?? []
  }

  /// The state of a projection at the cut; nil where there is none, or it is damaged.
  func checkpoint(of identity: ProjectionIdentity) -> (checkpoint: Checkpoint, since: Position)? {
    guard let index = entries.firstIndex(where: { $0.identity == identity }),
      // As where it is not there at all.
      let bytes = (try? base.bytes(of: Self.state(index))) ?? nil,
      let checkpoint = Checkpoint(bytes), checkpoint.identity == identity,
      checkpoint.position == base.cut
    else { return nil }
    return (checkpoint, entries[index].since)
  }

  /// The rows beside it; nil where they are not those that it speaks of.
  func rows(of identity: ProjectionIdentity, _ record: RowsRecord) -> BaseRows? {
    guard let index = entries.firstIndex(where: { $0.identity == identity }),
      let bytes = (try? base.bytes(of: Self.rows(index))) ?? nil
    else { return nil }
    return BaseRows(bytes, record)
  }
}
