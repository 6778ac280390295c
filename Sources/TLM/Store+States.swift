/// Folding several projections at once, for asking all of their states.
extension Store {
  /// Folds the log, and what waits in its sources, into several projections in one pass, and gives
  /// their states as they are.
  ///
  /// ```swift
  /// let (velocity, phases) = try store.states(of: Velocity(), PhaseTiming()).all
  /// ```
  ///
  /// - Parameters:
  ///   - projections: each with its parameters; no two of one type.
  ///   - options: which part of the log, and how.
  /// - Returns: the states in the order of the projections, how far the fold has come, and what each
  ///   projection met.
  /// - Throws: as `replay` with options.
  package func states<each P: Projection>(
    of projections: repeat each P, options: Replay.Options = Replay.Options()
  ) throws -> (
    all: (repeat (each P).State), progress: Fold.Progress, counts: [ProjectionCounts]
  ) {
    var all: [any Projection] = []
    repeat all.append(each projections)
    let isDrained = drainBeforeReading()
    let count = all.count
    return try replayer(options).withFold(of: all, isDrained: isDrained) { fold in
      (
        (repeat Self.state(of: (each P).self, in: fold)), fold.progress,
        (0..<count).map { fold.core.counts(of: $0) }
      )
    }
  }

  private static func state<P: Projection>(of type: P.Type, in fold: borrowing Fold) -> P.State {
    guard let state = fold.state(of: type) else {
      preconditionFailure("a fold keeps the state of what it folds")
    }
    return state
  }
}
