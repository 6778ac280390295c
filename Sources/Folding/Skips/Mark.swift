import Events
import SystemCalls

/// One word that says which event a fold is handling right now, and for which projection.
///
/// A handler that traps kills its process. Where the word lies in a mapped file, whoever comes
/// later reads there what was being handled (`MarkFile`); else nobody does, and setting it costs
/// as little.
///
/// Sound as Sendable: a fold is driven by one thread at a time, which alone writes the word.
@safe package final class Mark: @unchecked Sendable {
  private let word: UnsafeMutablePointer<UInt64>
  /// Keeps the mapping; nil where the word is this object's own.
  private let file: MarkFile?

  /// A word that nobody else sees.
  init() {
    unsafe word = .allocate(capacity: 1)
    unsafe word.initialize(to: 0)
    file = nil
  }

  /// The word of a file that outlives the process.
  package init(in file: MarkFile) {
    unsafe word = file.word.pointer
    self.file = file
  }

  deinit { if file == nil { unsafe word.deallocate() } }

  /// Says that the event at `position` is shown to the projection at `place` from here on.
  func set(_ position: Position, _ place: Int) {
    unsafe word.pointee = MarkedEvent.word(position, place)
  }

  /// Says that no event is being handled.
  func clear() { unsafe word.pointee = 0 }
}

/// What a mark says.
struct MarkedEvent: Sendable, Hashable {
  let position: Position
  /// The place of the projection among those of its fold.
  let place: Int

  /// Folds of more projections than this do not say which one of the rest it was.
  static let placeLimit = 255

  /// Position and place as one word, so that a dying process never leaves one without the other.
  static func word(_ position: Position, _ place: Int) -> UInt64 {
    UInt64(bitPattern: position.rawValue) << 8 | UInt64(min(place + 1, placeLimit))
  }

  /// nil for a word that marks nothing.
  init?(word: UInt64) {
    guard word != 0 else { return nil }
    position = Position(rawValue: Int64(word >> 8))
    place = Int(word & 0xff) - 1
  }
}
