/// Numbers under keys of 16 bytes, in a section of a base: one is found without reading all of them.
///
/// They lie in blocks, each with its checksum, in the order of their keys.
package struct SortedRecords: Sendable {
  /// One key with its numbers.
  package struct Record: Sendable, Equatable {
    package let key: Key
    package let numbers: [Int64]

    package init(key: Key, numbers: [Int64]) {
      self.key = key
      self.numbers = numbers
    }
  }

  /// The first half of a SHA-256.
  package struct Key: Sendable, Hashable, Comparable {
    package let high: UInt64
    package let low: UInt64

    /// - Parameter digest: 16 bytes at least.
    package init(_ digest: [UInt8]) {
      high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
      low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    package static func < (left: Key, right: Key) -> Bool {
      (left.high, left.low) < (right.high, right.low)
    }
  }

  private static let inBlock = 256
  private let base: LogBase
  private let section: String
  private let width: Int

  /// - Parameters:
  ///   - section: its name.
  ///   - width: how many numbers stand under each key.
  package init(in base: LogBase, section: String, width: Int) {
    self.base = base
    self.section = section
    self.width = width
  }

  /// The section of these records.
  package static func bytes(of records: [Record], width: Int) -> [UInt8] {
    let records = records.sorted { $0.key < $1.key }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: records.count, by: inBlock) {
      var writer = PackedWriter(bytes: [])
      for record in records[start..<min(start + inBlock, records.count)] {
        writer.number(Int64(bitPattern: record.key.high))
        writer.number(Int64(bitPattern: record.key.low))
        for number in record.numbers.prefix(width) { writer.number(number) }
      }
      writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
      bytes += writer.bytes
    }
    return bytes
  }

  /// What stands under a key; nil where there is no such key.
  ///
  /// - Throws: `system` where the records are damaged, or cannot be read.
  package func numbers(of key: Key) throws(JournalError) -> [Int64]? {
    var low: Int64 = 0
    var high = (base.length(of: section) + blockLength - 1) / blockLength
    while low < high {
      let middle = low + (high - low) / 2
      let block = try block(middle)
      guard let first = block.first, let last = block.last else { throw base.damage(section) }
      if key < first.key {
        high = middle
      } else if last.key < key {
        low = middle + 1
      } else {
        return block.first { $0.key == key }?.numbers
      }
    }
    return nil
  }

  /// All of them.
  ///
  /// - Throws: as `numbers`.
  package func all() throws(JournalError) -> [Record] {
    var records: [Record] = []
    var index: Int64 = 0
    while index * blockLength < base.length(of: section) {
      records += try block(index)
      index += 1
    }
    return records
  }

  private var recordLength: Int { 16 + 8 * width }
  private var blockLength: Int64 { Int64(Self.inBlock * recordLength + 8) }

  private func block(_ index: Int64) throws(JournalError) -> [Record] {
    let bytes = try base.part(
      of: section, at: index * blockLength, count: Int(blockLength))
    let body = bytes.count - 8
    guard body > 0, body % recordLength == 0 else { throw base.damage(section) }
    var end = PackedReader(bytes: bytes, index: body)
    guard end.number() == Int64(Checksum.crc32c(bytes.span.extracting(..<body))) else {
      throw base.damage(section)
    }
    var reader = PackedReader(bytes: bytes, index: 0)
    var records: [Record] = []
    for _ in 0..<body / recordLength {
      let high = UInt64(bitPattern: reader.number() ?? 0)
      let low = UInt64(bitPattern: reader.number() ?? 0)
      let numbers = (0..<width).map { _ in reader.number() ?? 0 }
      records.append(Record(key: Key(high: high, low: low), numbers: numbers))
    }
    return records
  }
}
