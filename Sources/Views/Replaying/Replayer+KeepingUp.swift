package import Events
package import Folding

extension Replayer {
  /// Folds what is there, keeps it, and again what has come since, for as long as `goesOn` says.
  ///
  /// Any number of processes may do so with one projection over one store: of two that commit, one
  /// finds the other's state in the store and goes on from that, so nothing is counted twice.
  ///
  /// - Parameters:
  ///   - projections: what is folded.
  ///   - goesOn: sees what was come to after each round, and waits for more if it wants to.
  /// - Throws: as `replay`, and whatever `goesOn` throws.
  package func keepUp(
    _ projections: [any Projection], while goesOn: (Replayed) throws -> Bool
  ) throws {
    var catchUp = catchUp(projections)
    try catchUp.load()
    while true {
      try catchUp.advance()
      if catchUp.hasMetSkips() {
        try catchUp.load()
        continue
      }
      catchUp.forgetDeaths()
      if try !catchUp.commit().isEmpty {
        try catchUp.load()
        continue
      }
      if try !goesOn(Replayed(catchUp)) { return }
    }
  }
}
