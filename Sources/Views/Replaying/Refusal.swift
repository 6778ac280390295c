/// Why a state that is stored was not gone on from.
package enum Refusal: String, Sendable {
  /// A byte of it was changed, or another tlm wrote it.
  case damaged
  /// The projection's state has other fields by now.
  case otherState = "other-state"
  /// The log does not look as it did: it is another one, or shorter.
  case otherLog = "other-log"
  /// Its bytes are no state of the projection.
  case undecodable
  /// It did not pass over an event that every fold passes over now.
  case skipMissing = "skip-missing"
  /// It is in order, but it was not wanted: it lies beyond the bounds, say.
  case unwanted

  /// Whether nobody can go on from it any more.
  var isFinal: Bool { self != .unwanted }

  /// Whether something must have gone wrong for this to be.
  var isWrong: Bool { self == .damaged || self == .undecodable }

  /// The refusal for people.
  var sentence: String {
    switch self {
    case .damaged:
      "the stored checkpoint is damaged: bytes of it were changed; the next replay, or a rebuild, "
        + "replaces it"
    case .otherState: "the stored checkpoint is of another kind of state; a replay replaces it"
    case .otherLog: "the stored checkpoint was made of another log; a replay replaces it"
    case .undecodable:
      "the stored state cannot be decoded; the next replay, or a rebuild, replaces it"
    case .skipMissing:
      "the stored checkpoint was made before an event was to be passed over; a replay replaces it"
    case .unwanted: "the stored checkpoint was not wanted"
    }
  }
}

extension Passage.Place {
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
