package import Events
package import Folding

extension Replayer {
  /// Folds the log into several projections and lends the fold, for asking their states as they
  /// are, by their places.
  ///
  /// - Throws: as `replay`, and what `body` throws.
  package func withFold<Result>(
    of projections: [any Projection], isDrained: Bool = true,
    _ body: (borrowing Fold) throws -> Result
  ) throws -> Result {
    let catchUp = try folded(projections, isDrained: isDrained)
    return try body(catchUp.fold)
  }
}

extension Following.Update {
  /// Lends the fold, for asking the states of projections by their places.
  package func withFold<Result>(_ body: (borrowing Fold) throws -> Result) rethrows -> Result {
    try body(pull.catchUp.fold)
  }
}
