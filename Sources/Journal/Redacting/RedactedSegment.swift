package import Events
import SystemCalls

/// A line of a log that was blanked.
package struct RedactedLine: Sendable, Hashable {
  /// Where it begins.
  package let start: Position
  /// Bytes, without its newline.
  package let length: Int

  package init(start: Position, length: Int) {
    self.start = start
    self.length = length
  }

  /// Where its newline stands.
  package var end: Position { start.advanced(by: length) }
}

/// What stands in `log/BASE.redacted`: what every redaction blanked in one segment.
package struct RedactedSegment: Sendable, Equatable {
  /// What one redaction did to the segment.
  package struct Record: Sendable, Equatable {
    /// The key of the event that tells of it.
    package let id: String
    /// In the order of the log.
    package let lines: [RedactedLine]
    /// The ends of imported runs that were whole: CRC-32C of their last bytes as they are now, by where
    /// the runs begin.
    package let tails: [Position: UInt32]
    /// Digests by which all else can be shown to be as it was; whoever seals reads them.
    package let proof: [UInt8]

    package init(
      id: String, lines: [RedactedLine], tails: [Position: UInt32], proof: [UInt8]
    ) {
      self.id = id
      self.lines = lines
      self.tails = tails
      self.proof = proof
    }
  }

  /// In the order in which they came.
  package private(set) var records: [Record] = []

  /// Takes in a record; what a redaction that died left of its own is replaced.
  package mutating func add(_ record: Record) {
    records.removeAll { $0.id == record.id }
    records.append(record)
  }

  package init() {}

  private static let mark = Array("tlm redacted 1\n".utf8)
  /// More of it is nobody's.
  private static let limit = 1 << 30

  /// What is known of a segment; nil where nothing was blanked in it.
  ///
  /// - Throws: `system` where the file is there and says nothing, or cannot be read.
  package init?(_ layout: StoreLayout, _ base: Position) throws(JournalError) {
    try self.init(file: layout.redacted(base))
  }

  /// The same of a file that stands elsewhere.
  package init?(file path: String) throws(JournalError) {
    let bytes = try journaled { () throws(SystemError) in
      try Folder.contents(of: path, limit: Self.limit)
    }
    guard let bytes else { return nil }
    guard let segment = Self(bytes) else {
      throw JournalError(
        .system,
        "\(path) is damaged: which lines of its segment were blanked is not known any more; put "
          + "the file back from a backup")
    }
    self = segment
  }
}

extension RedactedSegment {
  package var bytes: [UInt8] {
    var writer = PackedWriter(bytes: Self.mark)
    writer.number(Int64(records.count))
    for record in records {
      writer.text(record.id)
      writer.lines(record.lines)
      writer.tails(record.tails)
      writer.blob(record.proof)
    }
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  private init?(_ file: [UInt8]) {
    guard file.starts(with: Self.mark), file.count >= Self.mark.count + 16 else { return nil }
    var end = PackedReader(bytes: file, index: file.count - 8)
    let sum = Checksum.crc32c(file.span.extracting(..<(file.count - 8)))
    guard end.number() == Int64(sum) else { return nil }
    var reader = PackedReader(bytes: file, index: Self.mark.count)
    guard let count = reader.number(), (0...Int64(file.count)).contains(count) else { return nil }
    for _ in 0..<count {
      guard let id = reader.text(), let lines = reader.lines(), let tails = reader.tails(),
        let proof = reader.blob()
      else { return nil }
      records.append(Record(id: id, lines: lines, tails: tails, proof: proof))
    }
  }
}

extension PackedWriter {
  mutating func lines(_ lines: [RedactedLine]) {
    number(Int64(lines.count))
    for line in lines {
      number(line.start.rawValue)
      number(Int64(line.length))
    }
  }

  mutating func tails(_ tails: [Position: UInt32]) {
    number(Int64(tails.count))
    for (position, sum) in tails.sorted(by: { $0.key < $1.key }) {
      number(position.rawValue)
      number(Int64(sum))
    }
  }
}

extension PackedReader {
  mutating func lines() -> [RedactedLine]? {
    guard let count = number(), (0...Int64(bytes.count)).contains(count) else { return nil }
    var lines: [RedactedLine] = []
    for _ in 0..<count {
      guard let start = number(), let length = number(), (0..<1 << 60).contains(start),
        (0...1 << 40).contains(length)
      else { return nil }
      lines.append(RedactedLine(start: Position(rawValue: start), length: Int(length)))
    }
    return lines
  }

  mutating func tails() -> [Position: UInt32]? {
    guard let count = number(), (0...Int64(bytes.count)).contains(count) else { return nil }
    var tails: [Position: UInt32] = [:]
    for _ in 0..<count {
      guard let position = number(), let sum = number() else { return nil }
      tails[Position(rawValue: position)] = UInt32(truncatingIfNeeded: sum)
    }
    return tails
  }
}
