package import Events
import Journal
import LMDB
import SystemCalls

/// The one record of how far the log is indexed, and what a reader knows who has come so far.
package struct IndexMark: Sendable, Equatable {
  /// Every line before this position is in the index.
  package var through = Position.start
  /// JSON objects before it, since the index was begun.
  package var events = 0
  /// Lines before it that are no JSON object.
  package var quarantined = 0
  /// Values before it of known keys that nobody can read.
  package var unreadable = 0
  /// Where the first line with one stands.
  package var firstUnreadable: Position?
  /// The time that an untimed line there has.
  package var lastTime: Timestamp?
  /// The log clock there.
  package var clock = LogClock()
  /// Where the last block begins; nil before there is one.
  var lastBlock: Position?
  /// Fields of the user's choice whose texts are in it, sorted.
  var fields: [String] = []
  /// CRC-32C of the last block, of its last MiB where it is longer.
  var checksum: UInt32 = 0

  /// Bytes that the checksum is of, at most.
  private static let checkedLength: Int64 = 1 << 20

  /// The part of the last block that the checksum is of; nil before there is a block.
  var checked: Range<Position>? {
    guard let lastBlock, lastBlock < through else { return nil }
    return max(lastBlock, Position(rawValue: through.rawValue - Self.checkedLength))..<through
  }

  /// Whether the log still is what was indexed: long enough, and the same in its last block.
  func belongs(to log: EventLog) throws(JournalError) -> Bool {
    let bounds = try log.bounds()
    guard through <= bounds.upperBound else { return false }
    guard let checked else { return through == .start }
    // What was pruned cannot be looked at.
    if checked.lowerBound < bounds.lowerBound { return true }
    return try checksum(in: log) == checksum
  }

  /// The checksum that the log gives for the last block; nil where it has not all of it.
  func checksum(in log: EventLog) throws(JournalError) -> UInt32? {
    guard let checked else { return nil }
    var reader = PositionReader(log, to: through)
    let length = Int(checked.upperBound.rawValue - checked.lowerBound.rawValue)
    do throws(SystemError) {
      let bytes = try reader.bytes(at: checked.lowerBound, count: length)
      return bytes.count == length ? Checksum.crc32c(bytes.span) : nil
    } catch {
      // A segment that is gone is another log, not a failure.
      if error.number == 2 { return nil }
      throw JournalError(error)
    }
  }

  private static let key = Array("through".utf8)

  /// What is stored; a mark at the start where nothing is, nil for bytes that no index wrote.
  static func read(_ transaction: borrowing some Transaction & ~Copyable) throws(LMDBError)
    -> IndexMark?
  {
    guard let bytes = try transaction.copy(ViewsTables.meta, key) else { return IndexMark() }
    var reader = ByteReader(bytes)
    guard let through = reader.number(Int64.self), through >= 0,
      let events = reader.number(Int64.self), let quarantined = reader.number(Int64.self),
      let last = reader.optional(), let clock = reader.clock(), let block = reader.optional(),
      let checksum = reader.number(UInt32.self), let unreadable = reader.number(Int64.self),
      let firstUnreadable = reader.optional()
    else { return nil }
    var mark = IndexMark()
    mark.through = Position(rawValue: through)
    mark.events = Int(events)
    mark.quarantined = Int(quarantined)
    mark.lastTime = last.map(Timestamp.init(rawValue:))
    mark.clock = clock
    mark.lastBlock = block.map(Position.init(rawValue:))
    mark.checksum = checksum
    mark.unreadable = Int(unreadable)
    mark.firstUnreadable = firstUnreadable.map(Position.init(rawValue:))
    // An index that was built before there were any ends here.
    while !reader.isAtEnd {
      guard let field = reader.text() else { return nil }
      mark.fields.append(field)
    }
    return mark
  }

  static func forget(_ transaction: inout WriteTransaction) throws(LMDBError) {
    try transaction.delete(ViewsTables.meta, key)
    try HashRuns.ids.forget(&transaction)
    try HashRuns.keys.forget(&transaction)
  }

  func write(_ transaction: inout WriteTransaction) throws(LMDBError) {
    var writer = ByteWriter(capacity: 128)
    writer.put(through.rawValue)
    writer.put(Int64(events))
    writer.put(Int64(quarantined))
    writer.put(lastTime?.rawValue)
    writer.put(clock)
    writer.put(lastBlock?.rawValue)
    writer.put(checksum)
    writer.put(Int64(unreadable))
    writer.put(firstUnreadable?.rawValue)
    for field in fields { writer.put(field) }
    try transaction.put(ViewsTables.meta, Self.key, writer.bytes)
  }
}
