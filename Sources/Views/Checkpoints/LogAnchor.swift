import Events
import Journal

/// What the log looked like right before a position: enough to notice that the bytes below it are
/// those of another log, or that the log ends earlier.
struct LogAnchor: Sendable, Equatable, Codable {
  /// Bytes before the position that were looked at.
  let length: Int
  let checksum: UInt32

  /// Bytes that are looked at, where there are so many.
  static let usualLength = 4096

  init(length: Int, checksum: UInt32) {
    self.length = length
    self.checksum = checksum
  }

  /// The anchor of a position that a line of `log` ends at.
  init(of log: EventLog, before position: Position) throws(JournalError) {
    let first = try log.bounds().lowerBound
    let length = Int(clamping: min(Int64(Self.usualLength), position.rawValue - first.rawValue))
    self.length = max(0, length)
    checksum = try Self.checksum(of: log, before: position, length: self.length) ?? 0
  }

  /// Whether the log still looks like that before the position. What was pruned since cannot be
  /// looked at, and is taken for the same.
  func holds(for log: EventLog, before position: Position) throws(JournalError) -> Bool {
    let bounds = try log.bounds()
    if position > bounds.upperBound { return false }
    if position.rawValue - Int64(length) < bounds.lowerBound.rawValue {
      return position >= bounds.lowerBound
    }
    return try Self.checksum(of: log, before: position, length: length) == checksum
  }

  /// nil where the log has not so many bytes there.
  private static func checksum(of log: EventLog, before position: Position, length: Int)
    throws(JournalError) -> UInt32?
  {
    var lines = try log.read(
      from: Position(rawValue: position.rawValue - Int64(length)), to: position)
    var sum: UInt32 = 0
    var count = 0
    while let chunk = try lines.next() {
      sum = Checksum.crc32c(chunk.bytes, after: sum)
      count += chunk.count
    }
    return count == length ? sum : nil
  }
}
