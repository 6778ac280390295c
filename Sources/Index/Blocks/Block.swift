package import Events
import Journal
import LMDB
import SystemCalls

/// A stretch of whole lines of the log, as the index knows it: what a reader that skips it, or
/// begins after it, must know.
package struct Block: Sendable, Equatable {
  /// Where its first line begins and its last one ends.
  package let range: Range<Position>
  /// JSON objects in it.
  package let events: Int
  /// Lines in it that are no JSON object.
  package let quarantined: Int
  /// JSON objects before it, since the index was begun.
  package let eventsBefore: Int
  /// Lines before it that are no JSON object.
  package let quarantinedBefore: Int
  /// The time that an untimed first line of it has.
  package let lastTimeBefore: Timestamp?
  /// The log clock before it.
  package let clockBefore: LogClock
  /// The least and the greatest time of its events, those of untimed ones included; nil where none
  /// has a time.
  package let times: ClosedRange<Timestamp>?
  /// Its events that have no time of their own but have one from an earlier line.
  let untimed: Int
  /// Values of known keys in it that nobody can read.
  package let unreadable: Int
  /// Events in it whose time is one of these.
  package let unreadableTimes: Int
  /// Where the first line with such a value stands; nil where there is none.
  package let firstUnreadable: Position?
  /// Where the block before it begins; nil for the first. A block that is missing is noticed by it.
  let previous: Position?

  static func key(_ position: Position) -> [UInt8] {
    var key: [UInt8] = []
    key.append(sortable: UInt64(bitPattern: position.rawValue))
    return key
  }

  var key: [UInt8] { Self.key(range.lowerBound) }

  var bytes: [UInt8] {
    var writer = ByteWriter(capacity: 128)
    writer.put(range.upperBound.rawValue)
    for number in [events, quarantined, eventsBefore, quarantinedBefore, untimed] {
      writer.put(Int64(number))
    }
    writer.put(lastTimeBefore?.rawValue)
    writer.put(clockBefore)
    writer.put(times?.lowerBound.rawValue)
    writer.put(times?.upperBound.rawValue)
    writer.put(Int64(unreadable))
    writer.put(Int64(unreadableTimes))
    writer.put(firstUnreadable?.rawValue)
    writer.put(previous?.rawValue)
    return writer.bytes
  }
}

extension Block {
  /// The block at a cursor's place.
  ///
  /// - Throws: `corrupted` where there is none that an index wrote.
  init(at cursor: borrowing Cursor) throws(LMDBError) {
    let value = try cursor.checkedValue(of: ViewsTables.blocks)
    guard let block = Block(key: cursor.key, value) else { throw .damaged(ViewsTables.blocks) }
    self = block
  }

  private init?(key: Span<UInt8>, _ value: [UInt8]) {
    guard key.count == 8 else { return nil }
    let start = Int64(bitPattern: key.sortable(at: 0))
    var reader = ByteReader(value)
    guard let end = reader.number(Int64.self), end >= start,
      let events = reader.number(Int64.self), let quarantined = reader.number(Int64.self),
      let eventsBefore = reader.number(Int64.self),
      let quarantinedBefore = reader.number(Int64.self),
      let untimed = reader.number(Int64.self), let last = reader.optional(),
      let clock = reader.clock(), let least = reader.optional(), let greatest = reader.optional(),
      let unreadable = reader.number(Int64.self), let unreadableTimes = reader.number(Int64.self),
      let firstUnreadable = reader.optional(),
      let previous = reader.optional()
    else { return nil }
    range = Position(rawValue: start)..<Position(rawValue: end)
    self.events = Int(events)
    self.quarantined = Int(quarantined)
    self.eventsBefore = Int(eventsBefore)
    self.quarantinedBefore = Int(quarantinedBefore)
    self.untimed = Int(untimed)
    self.unreadable = Int(unreadable)
    self.unreadableTimes = Int(unreadableTimes)
    self.firstUnreadable = firstUnreadable.map(Position.init(rawValue:))
    lastTimeBefore = last.map(Timestamp.init(rawValue:))
    clockBefore = clock
    self.previous = previous.map(Position.init(rawValue:))
    if let least, let greatest, least <= greatest {
      times = Timestamp(rawValue: least)...Timestamp(rawValue: greatest)
    } else {
      times = nil
    }
  }
}

extension Block {
  /// Whether an event may be in it that `since` and `until` let in, or whose time nobody can read, so
  /// that whoever leaves it out has to say so.
  func mayMatter(since: Timestamp?, until: Timestamp?) -> Bool {
    if unreadableTimes > 0 { return true }
    guard let times else { return false }
    return since.map { times.upperBound >= $0 } ?? true
      && until.map { times.lowerBound < $0 } ?? true
  }
}

extension ByteWriter {
  mutating func put(_ clock: LogClock) {
    put(clock.now?.rawValue)
    put(clock.waiting?.rawValue)
  }
}

extension ByteReader {
  mutating func clock() -> LogClock? {
    guard let now = optional(), let waiting = optional() else { return nil }
    return LogClock(
      now: now.map(Timestamp.init(rawValue:)), waiting: waiting.map(Timestamp.init(rawValue:)))
  }
}
