import Journal
import LMDB
import SystemCalls

/// The values of the index as its tables keep them: each ends in the CRC-32C of its table, its key
/// and its bytes, so that one that was changed, or came under another key, is found where it is read.
enum CheckedValue {
  static let length = 4

  static func checksum(_ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>) -> UInt32 {
    let before = Checksum.crc32c([UInt8(table.number), UInt8(key.count & 0xff)].span)
    return Checksum.crc32c(value, after: Checksum.crc32c(key, after: before))
  }

  /// The value without its checksum.
  ///
  /// - Throws: `corrupted`.
  static func opened(_ table: Table, _ key: Span<UInt8>, _ stored: Span<UInt8>) throws(LMDBError)
    -> [UInt8]
  {
    let end = stored.count - length
    guard end >= 0 else { throw .damaged(table) }
    var sum: UInt32 = 0
    for place in (end..<stored.count).reversed() { sum = sum << 8 | UInt32(stored[place]) }
    let value = stored.extracting(..<end)
    guard checksum(table, key, value) == sum else { throw .damaged(table) }
    return Array(copying: value)
  }
}

extension LMDBError {
  /// What a table of the index says cannot be.
  static func damaged(_ table: Table) -> LMDBError {
    LMDBError(.corrupted, call: "a value of \(table.name) in", path: "views/data.mdb")
  }
}

extension Transaction where Self: ~Copyable {
  /// The value under a key, once its checksum is right; nil where none is.
  ///
  /// - Throws: `corrupted`, and what LMDB throws.
  func checked(_ table: Table, _ key: [UInt8]) throws(LMDBError) -> [UInt8]? {
    guard let stored = try copy(table, key) else { return nil }
    return try CheckedValue.opened(table, key.span, stored.span)
  }
}

extension WriteTransaction {
  /// Stores a value with its checksum.
  mutating func putChecked(
    _ table: Table, _ key: [UInt8], _ value: [UInt8], isLast: Bool = false
  ) throws(LMDBError) {
    var stored = value
    var sum = CheckedValue.checksum(table, key.span, value.span)
    for _ in 0..<CheckedValue.length {
      stored.append(UInt8(truncatingIfNeeded: sum))
      sum >>= 8
    }
    try put(table, key, stored.span, isLast: isLast)
  }
}

extension Cursor {
  /// The value at the cursor's place, once its checksum is right.
  ///
  /// - Throws: `corrupted`.
  func checkedValue(of table: Table) throws(LMDBError) -> [UInt8] {
    try CheckedValue.opened(table, key, value)
  }
}
