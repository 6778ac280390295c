import Events
import Folding
import Folding

extension CatchUp.Place {
  /// Begins at the start of the log after all.
  mutating func refuse(_ reason: Refusal) {
    start = nil
    refusal = reason
    guard reason.isFinal else { return }
    mustReplace = true
    // Whoever follows what is stored notices when it commits.
    generation += 1
  }

  /// Takes in the skips that were found. False where the checkpoint does not honour one of them,
  /// so that skips before it have to be found, too.
  mutating func honour(_ found: [Skip]) -> Bool {
    let mine = found.filter { $0.projection == identity.identifier }.map(\.position)
    let known = start?.skips ?? []
    let missing = mine.contains { position in
      start.map { position < $0.position && !known.contains(position) } ?? false
    }
    if missing { refuse(.skipMissing) }
    skips = Set(mine + (missing ? [] : known)).sorted()
    return !missing
  }
}
