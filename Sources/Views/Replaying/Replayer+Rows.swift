package import Events
import Folding

extension Replayer {
  /// The rows of a projection, those that were kept left where they lie until they are asked for.
  ///
  /// - Throws: as `replay`.
  package func rows<P: KeyedProjection>(of projection: P, isDrained: Bool = true) throws
    -> ProjectionRows<P>
  {
    var catchUp = catchUp([projection])
    // What waits in sources is in no log that could be folded again.
    catchUp.leavesRows = isDrained
    try foldAll(&catchUp, isDrained: isDrained)
    let folded = Folded(projection, catchUp)
    var zero = self
    zero.options.usesCheckpoints = false
    zero.options.bounds.to = folded.through
    let replayer = zero
    return ProjectionRows(folded, over: catchUp.places[0].rows) {
      try replayer.state(of: projection).state
    }
  }
}

extension Folded {
  init(_ projection: P, _ catchUp: borrowing CatchUp) {
    guard let state = catchUp.fold.state(of: P.self) else {
      preconditionFailure("a fold keeps the state of what it folds")
    }
    self.init(
      projection: projection, state: state, progress: catchUp.fold.progress,
      warnings: catchUp.warnings)
  }
}
