package import Events
import SystemCalls

/// How far somebody has read a log, with what stood right before that: enough to tell whether the
/// log of another store begins with the same lines.
package struct LogPlace: Sendable, Equatable {
  /// Where reading goes on.
  package let position: Position
  let length: Int
  let checksum: UInt32

  /// Bytes that are compared, where there are so many.
  private static let usualLength = 4096

  /// Before any line.
  package static let start = LogPlace(position: .start, length: 0, checksum: 0)

  init(position: Position, length: Int, checksum: UInt32) {
    (self.position, self.length, self.checksum) = (position, length, checksum)
  }

  /// The place of whoever begins to read at a position, which a line ends at.
  package init(in log: EventLog, at position: Position) throws(JournalError) {
    let first = try log.bounds().lowerBound
    let length = min(Int64(Self.usualLength), max(0, position.rawValue - first.rawValue))
    let bytes = try Self.bytes(of: log, before: position, Int(length))
    self.init(
      position: position, length: bytes.count, checksum: Checksum.crc32c(bytes.span))
  }

  /// The place behind a chunk that was read.
  package init(after chunk: LineChunk) {
    let length = min(Self.usualLength, chunk.count)
    let end = chunk.bytes.extracting((chunk.count - length)...)
    self.init(
      position: chunk.position.advanced(by: chunk.count), length: length,
      checksum: Checksum.crc32c(end))
  }

  /// Whether the log has the same lines before the position.
  package func holds(in log: EventLog) -> Bool {
    guard length > 0, let bounds = try? log.bounds(), position <= bounds.upperBound,
      let bytes = try? Self.bytes(of: log, before: position, length)
    else { return false }
    return bytes.count == length && Checksum.crc32c(bytes.span) == checksum
  }

  /// Where somebody goes on in the store that stands in the place of the one that was read.
  ///
  /// - Parameter isSameStore: whether it has the same name: a copy of it, with other lines.
  package func continued(in log: EventLog, isSameStore: Bool) throws(JournalError) -> Position {
    if holds(in: log) { return position }
    let bounds = try log.bounds()
    return isSameStore && length > 0 ? bounds.upperBound : bounds.lowerBound
  }

  private static func bytes(
    of log: EventLog, before position: Position, _ length: Int
  ) throws(JournalError) -> [UInt8] {
    try journaled { () throws(SystemError) in
      try LogBytes.read(
        log.layout, from: Position(rawValue: position.rawValue - Int64(length)), count: length)
    }
  }
}
