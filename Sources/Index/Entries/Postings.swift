import Events
import Folding
import Journal
import LMDB
import SystemCalls

/// The positions of one value, packed: chunks of differences, each under the key of the value and
/// the chunk's first position.
///
/// A chunk and its key fill half a page of LMDB at most, so that none needs a page of its own.
enum Postings {
  /// Bytes of a key and its value together.
  private static let entryLimit = 2024

  static func key(_ value: IndexKey, _ position: Int64) -> [UInt8] {
    var key = value.bytes
    key.append(sortable: UInt64(bitPattern: position))
    return key
  }

  /// Where the chunk begins whose key this is; nil for a key of another value.
  static func first(_ key: Span<UInt8>, of value: IndexKey) -> Int64? {
    guard key.count == value.bytes.count + 8, key.begins(with: value.bytes) else { return nil }
    return Int64(bitPattern: key.sortable(at: value.bytes.count))
  }

  /// Every position of a chunk, from its first one.
  static func positions(from first: Int64, _ differences: Span<UInt8>) -> [Int64] {
    var positions = [first]
    var place = 0
    while let difference = Varint.read(differences, at: &place) {
      positions.append(positions[positions.count - 1] &+ Int64(truncatingIfNeeded: difference))
    }
    return positions
  }

  /// Adds positions that come after all those of the value that are stored.
  static func append(
    _ positions: [Int64], to value: IndexKey, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    var (key, bytes, last) = try lastChunk(of: value, transaction) ?? ([], [], nil)
    let room = entryLimit - value.bytes.count - 8
    var isChanged = false
    for position in positions {
      if let before = last {
        // A position that is there already stays once.
        guard position > before else { continue }
        let difference = UInt64(position - before)
        if bytes.count + Varint.size(difference) <= room {
          Varint.append(difference, to: &bytes)
          last = position
          isChanged = true
          continue
        }
        if isChanged { try transaction.put(ViewsTables.postings, key, bytes) }
      }
      key = Self.key(value, position)
      bytes.removeAll(keepingCapacity: true)
      last = position
      isChanged = true
    }
    if isChanged { try transaction.put(ViewsTables.postings, key, bytes) }
  }

  private static func lastChunk(
    of value: IndexKey, _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) -> (key: [UInt8], bytes: [UInt8], last: Int64?)? {
    var cursor = try transaction.cursor(ViewsTables.postings)
    guard try cursor.seek(before: Self.key(value, -1)),
      let first = first(cursor.key, of: value)
    else { return nil }
    var last = first
    var place = 0
    while let difference = Varint.read(cursor.value, at: &place) {
      last = last &+ Int64(truncatingIfNeeded: difference)
    }
    return (Self.key(value, first), Array(copying: cursor.value), last)
  }
}
