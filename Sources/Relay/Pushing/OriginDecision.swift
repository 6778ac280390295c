import Events
import Journal

/// As which store a log is pushed, and from where on: as the one that it was, or as one of its own, where
/// it is a copy of one that may push, too.
enum OriginDecision: Sendable, Equatable {
  /// It goes on where it was.
  case resume
  /// It was never pushed: it begins, from where what is looked at begins.
  case begin
  /// The engine has more of this store than is known here: to be compared with the log.
  case compare
  /// It is a copy, or another log than the one that was pushed: it begins as a store of its own. With what
  /// was known, it begins behind that; why, in a sentence's end.
  case own(behindCheckpoint: Bool, reason: String)

  /// What is known about a log that is to be pushed.
  struct Case: Sendable {
    /// The store's id.
    var id: String
    var checkpoint: PushCheckpoint?
    /// The number of the log's folder.
    var folder: UInt64
    /// The log's end.
    var end: Position
    /// Whether other lines stand before the checkpoint than stood there.
    var wasReplaced: Bool
    /// The last head of that id that the engine has.
    var head: RelayHead?
  }

  static func decide(_ known: Case) -> OriginDecision {
    guard let checkpoint = known.checkpoint else { return known.head == nil ? .begin : .compare }
    if known.end < checkpoint.through.position || known.wasReplaced {
      return .own(
        behindCheckpoint: false, reason: "its log is another one than the one that was pushed")
    }
    guard checkpoint.origin == known.id else {
      // It was given another id since, and pushes as that one what came behind.
      return .own(behindCheckpoint: true, reason: "it has another id than when it was pushed")
    }
    guard checkpoint.folder == known.folder else {
      return .own(behindCheckpoint: true, reason: "its folder is a copy of the one that was pushed")
    }
    guard let head = known.head else { return .resume }
    if head.place.offset > checkpoint.place.offset { return .compare }
    if head.place.offset == checkpoint.place.offset, head.place.chain != checkpoint.place.chain {
      return .own(
        behindCheckpoint: true, reason: "another copy of it has pushed other events under its id")
    }
    return .resume
  }
}
