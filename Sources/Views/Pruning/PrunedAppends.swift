import Events
import Folding
package import Journal

/// An event that was appended under a key, and whose line is pruned.
struct PrunedKey: Sendable, Equatable {
  let position: Position
  /// Where its line ended.
  let end: Position
  /// What its content is known by.
  let content: SortedRecords.Key
}

/// What a base knows of streams and idempotency keys, for appends under conditions.
enum PrunedAppends {
  static let streams = "streams"
  static let keys = "keys"
  /// Events of the stream, and where the last one stood.
  static let streamWidth = 2
  /// Where the event's line began and ended, and its content.
  static let keyWidth = 4

  static func key(of text: Label) -> SortedRecords.Key {
    SortedRecords.Key(Digest.raw(Array(text.text.utf8)[...]))
  }

  static func streams(in base: LogBase) -> SortedRecords {
    SortedRecords(in: base, section: streams, width: streamWidth)
  }

  static func keys(in base: LogBase) -> SortedRecords {
    SortedRecords(in: base, section: keys, width: keyWidth)
  }

  static func pruned(_ numbers: [Int64]) -> PrunedKey {
    PrunedKey(
      position: Position(rawValue: numbers[0]), end: Position(rawValue: numbers[1]),
      content: SortedRecords.Key(
        high: UInt64(bitPattern: numbers[2]), low: UInt64(bitPattern: numbers[3])))
  }
}

extension EventLog {
  /// How many events of a stream stood before the oldest line that is kept.
  ///
  /// - Throws: `system` where what a prune left is damaged.
  package func prunedEvents(ofStream stream: String) throws(JournalError) -> Int {
    guard let base = try base() else { return 0 }
    let known = PrunedAppends.streams(in: base)
    let numbers = try known.numbers(of: PrunedAppends.key(of: Label(stream)))
    return numbers.map { Int(clamping: $0[0]) } ?? 0
  }
}

extension AppendCheck {
  /// Takes into account what a prune left of the lines before the first one.
  ///
  /// - Throws: `system` where that is damaged: nothing may be decided without it.
  mutating func beginAtBase(_ log: EventLog) throws(JournalError) {
    guard let base = try log.base() else { return }
    through = max(through, base.cut)
    lastTime = Fold.Milestone(of: base)?.lastTime
    isBegunAtBase = true
    for index in streams.indices {
      let known = PrunedAppends.streams(in: base)
      guard let numbers = try known.numbers(of: PrunedAppends.key(of: streams[index].name)) else {
        continue
      }
      streams[index].events = Int(clamping: numbers[0])
      streams[index].last = Position(rawValue: numbers[1])
    }
    guard let key else { return }
    keyedBefore = try PrunedAppends.keys(in: base).numbers(of: PrunedAppends.key(of: key))
      .map(PrunedAppends.pruned)
  }
}
