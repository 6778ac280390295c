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
  package var isFinal: Bool { self != .unwanted }

  /// Whether something must have gone wrong for this to be.
  package var isWrong: Bool { self == .damaged || self == .undecodable }

  /// The refusal for people.
  package var sentence: String {
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
