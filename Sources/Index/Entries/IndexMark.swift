package import Events
import Journal
import LMDB
import SystemCalls

/// The one record of how far the log is indexed, and what a reader knows who has come so far.
package struct IndexMark: Sendable, Equatable {
  /// Of an index that has nothing in it.
  package init() {}

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
  /// Event names in it.
  var names = Names()
  /// Where events stand by their ids.
  var ids = HashRuns(ViewsTables.ids)
  /// Where events stand by their idempotency keys.
  var keys = HashRuns(ViewsTables.keys)
  /// The filter of all values in the postings: one that it has and they have not is damage.
  var values = HashRuns(ViewsTables.values, hasPlaces: false)

  /// How many names there are, and the sum of their hashes, to notice that one is missing.
  struct Names: Sendable, Equatable {
    var count = 0
    var sum: UInt64 = 0

    mutating func add(_ key: IndexKey) {
      count += 1
      sum &+= key.hash
    }
  }

  /// Where the hashes of a key stand; nil for a key that is not kept so.
  func runs(of key: CorrelationKey) -> HashRuns? {
    switch key {
    case .eventID: ids
    case .idempotencyKey: keys
    default: nil
    }
  }

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
  ///
  /// - Throws: `corrupted` for bytes that were changed, and what LMDB throws.
  static func read(_ transaction: borrowing some Transaction & ~Copyable) throws(LMDBError)
    -> IndexMark?
  {
    guard let bytes = try transaction.checked(ViewsTables.meta, key) else { return IndexMark() }
    var reader = ByteReader(bytes)
    return IndexMark(from: &reader)
  }

  private init?(from reader: inout ByteReader) {
    guard let through = reader.number(Int64.self), through >= 0,
      let events = reader.number(Int64.self), let quarantined = reader.number(Int64.self),
      let last = reader.optional(), let clock = reader.clock(), let block = reader.optional(),
      let checksum = reader.number(UInt32.self), let unreadable = reader.number(Int64.self),
      let firstUnreadable = reader.optional(), let names = reader.number(Int64.self),
      let sum = reader.number(UInt64.self), ids.read(from: &reader), keys.read(from: &reader),
      values.read(from: &reader)
    else { return nil }
    self.through = Position(rawValue: through)
    self.events = Int(events)
    self.quarantined = Int(quarantined)
    lastTime = last.map(Timestamp.init(rawValue:))
    self.clock = clock
    lastBlock = block.map(Position.init(rawValue:))
    self.checksum = checksum
    self.unreadable = Int(unreadable)
    self.firstUnreadable = firstUnreadable.map(Position.init(rawValue:))
    self.names = Names(count: Int(names), sum: sum)
    while !reader.isAtEnd {
      guard let field = reader.text() else { return nil }
      fields.append(field)
    }
  }

  static func forget(_ transaction: inout WriteTransaction) throws(LMDBError) {
    try transaction.delete(ViewsTables.meta, key)
  }

  func write(_ transaction: inout WriteTransaction) throws(LMDBError) {
    var writer = ByteWriter(capacity: 256)
    writer.put(through.rawValue)
    writer.put(Int64(events))
    writer.put(Int64(quarantined))
    writer.put(lastTime?.rawValue)
    writer.put(clock)
    writer.put(lastBlock?.rawValue)
    writer.put(checksum)
    writer.put(Int64(unreadable))
    writer.put(firstUnreadable?.rawValue)
    writer.put(Int64(names.count))
    writer.put(names.sum)
    for runs in [ids, keys, values] { runs.write(to: &writer) }
    for field in fields { writer.put(field) }
    try transaction.putChecked(ViewsTables.meta, Self.key, writer.bytes)
  }
}
