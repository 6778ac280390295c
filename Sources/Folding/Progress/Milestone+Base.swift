package import Events
package import Journal

extension Fold.Milestone {
  /// The section of a base in which it stands.
  package static let section = "log"

  /// What the log said of itself before the cut of a base; nil where the base does not say, or its bytes
  /// are damaged.
  package init?(of base: LogBase) {
    // What is damaged says nothing: times and counts begin at the cut then.
    guard let bytes = (try? base.bytes(of: Self.section)) ?? nil,
      let milestone = try? StateDecoder().decode(Fold.Milestone.self, from: bytes),
      milestone.through == base.cut
    else { return nil }
    self = milestone
  }

  /// The same at a position that no line stands before which was not read.
  package func reaching(_ position: Position) -> Fold.Milestone {
    var milestone = self
    milestone.through = position
    return milestone
  }
}

extension EventLog {
  /// What the log said of itself before the oldest line that is kept, as a prune left it; nil where
  /// nothing was pruned, or nobody knows any more. While a prune is under way it may be of a line
  /// further on.
  package func prunedMilestone() throws(JournalError) -> Fold.Milestone? {
    try base().flatMap { Fold.Milestone(of: $0) }
  }
}
