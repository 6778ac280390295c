import Events
import Folding
import Synchronization

/// The rows of a projection as a base has them, all of them checked.
final class BaseRows: RowSource {
  private let rows: [StoredRow]
  private let record: RowsRecord
  private let hasUndecodable = Atomic<Bool>(false)

  /// nil for bytes that are not the rows of this record.
  init?(_ bytes: [UInt8], _ record: RowsRecord) {
    var rows: [StoredRow] = []
    var digest = RowDigest()
    var place = 0
    while place < bytes.count {
      guard let length = Self.number(bytes, &place), length <= bytes.count - place,
        let row = StoredRow(Array(bytes[place..<place + length]))
      else { return nil }
      place += length
      digest += row.digest
      rows.append(row)
    }
    guard rows.count == record.count, digest == record.digest,
      zip(rows, rows.dropFirst()).allSatisfy({ $0.key < $1.key })
    else { return nil }
    self.rows = rows
    self.record = record
  }

  /// The section of these rows.
  static func bytes(of rows: [RowChange]) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in rows.sorted(by: { $0.key < $1.key }) {
      guard let value = row.value else { continue }
      for shift in stride(from: 24, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: value.count >> shift))
      }
      bytes += value
    }
    return bytes
  }

  private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
    guard bytes.count - place >= 4 else { return nil }
    defer { place += 4 }
    return bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  var count: Int { record.count }
  var digest: RowDigest { record.digest }
  /// Whether a row was asked for that is of another type.
  var isUndecodable: Bool { hasUndecodable.load(ordering: .relaxed) }

  func row<Row: Decodable>(_ key: Label, as type: Row.Type) -> (row: Row, digest: RowDigest)? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].key < key { low = middle + 1 } else { high = middle }
    }
    guard low < rows.count, rows[low].key == key else { return nil }
    return decode(rows[low])
  }

  func forEach<Row: Decodable>(
    after key: Label?, as type: Row.Type, _ body: (Label, Row, RowDigest) -> Bool
  ) {
    for stored in rows {
      if let key, stored.key <= key { continue }
      guard let (row, digest): (Row, RowDigest) = decode(stored) else { return }
      if !body(stored.key, row, digest) { return }
    }
  }

  private func decode<Row: Decodable>(_ stored: StoredRow) -> (Row, RowDigest)? {
    // The fold cannot be told; who drives it asks `isUndecodable`.
    guard let row = try? stored.decode(Row.self) else {
      hasUndecodable.store(true, ordering: .relaxed)
      return nil
    }
    return (row, stored.digest)
  }
}
