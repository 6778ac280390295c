import Events
import Folding
import Journal
import LMDB
import SystemCalls

/// The positions of one value, packed: chunks of differences, each under the key of the value and
/// the chunk's first position.
///
/// A chunk and its key fill half a page of LMDB at most, so that none needs a page of its own. Each
/// says how many positions came before it and where the next one begins, so that one that is missing
/// is noticed by its neighbours. That a value has none at all is what `IndexMark.values` is asked.
enum Postings {
  private static let table = ViewsTables.postings
  /// Bytes of a key and its value together.
  private static let entryLimit = 2024
  /// Bytes of a value that its links and its checksum may take.
  private static let linkLimit = 24

  static func key(_ value: IndexKey, _ position: Int64) -> [UInt8] {
    var key = value.bytes
    key.append(sortable: UInt64(bitPattern: position))
    return key
  }

  /// Adds positions that come after all those of the value that are stored.
  ///
  /// - Returns: whether the value had none before.
  static func append(
    _ positions: [Int64], to value: IndexKey, _ transaction: inout WriteTransaction
  ) throws(LMDBError) -> Bool {
    var chunk = try lastChunk(of: value, transaction)
    let isNew = chunk == nil
    let room = entryLimit - value.bytes.count - 8 - linkLimit
    var isChanged = false
    for position in positions {
      if chunk == nil {
        chunk = Chunk(first: position, before: 0)
        isChanged = true
        continue
      }
      // A position that is there already stays once.
      guard let last = chunk?.last, position > last else { continue }
      if chunk?.add(position, within: room) == true {
        isChanged = true
        continue
      }
      let before = try link(chunk, to: position, of: value, &transaction)
      chunk = Chunk(first: position, before: before)
      isChanged = true
    }
    if isChanged, let chunk { try write(chunk, of: value, &transaction) }
    return isNew
  }

  /// Ends a chunk that is full; gives how many positions there are up to its end.
  private static func link(
    _ chunk: Chunk?, to next: Int64, of value: IndexKey, _ transaction: inout WriteTransaction
  ) throws(LMDBError) -> Int {
    guard var chunk else { return 0 }
    chunk.next = next
    try write(chunk, of: value, &transaction)
    return chunk.before + chunk.count
  }

  private static func write(
    _ chunk: Chunk, of value: IndexKey, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try transaction.putChecked(table, key(value, chunk.first), chunk.bytes)
  }

  private static func lastChunk(
    of value: IndexKey, _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) -> Chunk? {
    var cursor = try transaction.cursor(table)
    let end = key(value, -1)
    let isAfterOne = try cursor.seek(before: end)
    if isAfterOne, let chunk = try Chunk(at: cursor, of: value) {
      guard chunk.next == nil else { throw .damaged(table) }
      return chunk
    }
    // A key of LMDB's own that was changed would hide what there is: then what comes next does not
    // come after.
    let isThere = isAfterOne ? try cursor.next() : try cursor.first()
    if isThere, !Array(copying: cursor.key).lexicographicallyPrecedes(end) { return nil }
    if isThere { throw .damaged(table) }
    return nil
  }
}

extension Postings {
  /// What is found of a value.
  enum Found {
    case chunk(Chunk)
    /// The value has some, but none in this direction.
    case end
    /// No position of the value is stored.
    case nothing
  }

  /// The chunk in which a position is, or would be; where that has none from there on, the next one.
  static func chunk(
    of value: IndexKey, at position: Int64, isDescending: Bool,
    _ transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBError) -> Found {
    var cursor = try transaction.cursor(table)
    let after = max(0, position).addingReportingOverflow(1).partialValue
    guard try cursor.seek(before: key(value, after)),
      let chunk = try Chunk(at: cursor, of: value)
    else {
      guard try cursor.seek(atLeast: key(value, after)),
        let chunk = try Chunk(at: cursor, of: value)
      else { return .nothing }
      guard chunk.before == 0 else { throw .damaged(table) }
      return isDescending ? .end : .chunk(chunk)
    }
    if let next = chunk.next, next <= position { throw .damaged(table) }
    if isDescending || chunk.last >= position { return .chunk(chunk) }
    guard let next = chunk.next else { return .end }
    guard try cursor.seek(atLeast: key(value, next)),
      let follower = try Chunk(at: cursor, of: value), follower.first == next,
      follower.before == chunk.before + chunk.count
    else { throw .damaged(table) }
    return .chunk(follower)
  }

  /// How many positions of a value stand before one, and the last of them; nil where no position of
  /// the value is stored.
  static func count(
    of value: IndexKey, before end: Int64, _ transaction: borrowing some Transaction & ~Copyable
  ) throws(LMDBError) -> (count: Int, last: Int64?)? {
    switch try chunk(of: value, at: end - 1, isDescending: true, transaction) {
    case .nothing: return nil
    case .end: return (0, nil)
    case .chunk(let chunk):
      let known = chunk.positions.prefix { $0 < end }
      return (chunk.before + known.count, known.last)
    }
  }
}

extension Postings {
  /// Positions that are stored together.
  struct Chunk {
    let first: Int64
    /// Positions of the value in the chunks before.
    let before: Int
    /// Where the next chunk begins; nil: this is the last one.
    var next: Int64?
    private(set) var last: Int64
    private(set) var count = 1
    private var differences: [UInt8] = []

    init(first: Int64, before: Int) {
      (self.first, last, self.before) = (first, first, before)
    }

    /// False where there is no room for one more.
    mutating func add(_ position: Int64, within room: Int) -> Bool {
      let difference = UInt64(position - last)
      guard differences.count + Varint.size(difference) <= room else { return false }
      Varint.append(difference, to: &differences)
      last = position
      count += 1
      return true
    }

    /// How many come before, and whether one comes after; where that begins; the differences.
    var bytes: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(differences.count + Postings.linkLimit)
      Varint.append(UInt64(before) << 1 | (next == nil ? 0 : 1), to: &bytes)
      if let next { Varint.append(UInt64(next - first), to: &bytes) }
      return bytes + differences
    }

    /// nil for bytes that no index wrote.
    init?(first: Int64, _ bytes: [UInt8]) {
      var place = 0
      guard let links = Varint.read(bytes.span, at: &place) else { return nil }
      self.init(first: first, before: Int(links >> 1))
      if links & 1 == 1 {
        guard let distance = Varint.read(bytes.span, at: &place) else { return nil }
        next = first &+ Int64(truncatingIfNeeded: distance)
      }
      differences = Array(bytes[place...])
      var start = 0
      while let difference = Varint.read(differences.span, at: &start) {
        last = last &+ Int64(truncatingIfNeeded: difference)
        count += 1
      }
    }

    /// The chunk at a cursor's place; nil where another value stands there.
    init?(at cursor: borrowing Cursor, of value: IndexKey) throws(LMDBError) {
      guard cursor.key.count == value.bytes.count + 8, cursor.key.begins(with: value.bytes) else {
        return nil
      }
      let first = Int64(bitPattern: cursor.key.sortable(at: value.bytes.count))
      guard let chunk = Chunk(first: first, try cursor.checkedValue(of: Postings.table)) else {
        throw .damaged(Postings.table)
      }
      self = chunk
    }

    /// Every position, ascending.
    var positions: [Int64] {
      var positions = [first]
      positions.reserveCapacity(count)
      var place = 0
      while let difference = Varint.read(differences.span, at: &place) {
        positions.append(positions[positions.count - 1] &+ Int64(truncatingIfNeeded: difference))
      }
      return positions
    }
  }
}
