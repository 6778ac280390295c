package import Events
import Folding

extension Replayer {
  /// The rows of a projection, those that were kept left where they lie until they are asked for.
  ///
  /// - Throws: as `replay`.
  package func rows<P: KeyedProjection>(of projection: P, isDrained: Bool = true) throws
    -> ProjectionRows<P>
  {
    var passage = passage([projection])
    // What waits in sources is in no log that could be folded again.
    passage.leavesRows = isDrained
    try foldAll(&passage, isDrained: isDrained)
    let folded = Folded(projection, passage)
    var zero = self
    zero.options.usesCheckpoints = false
    zero.options.bounds.to = folded.through
    let replayer = zero
    return ProjectionRows(folded, over: passage.places[0].rows) {
      try replayer.state(of: projection).state
    }
  }
}

extension Folded {
  init(_ projection: P, _ passage: borrowing Passage) {
    guard let state = passage.fold.state(of: P.self) else {
      preconditionFailure("a fold keeps the state of what it folds")
    }
    self.init(
      projection: projection, state: state, progress: passage.fold.progress,
      warnings: passage.warnings)
  }
}
