import Events
import Journal

/// Whose log it was and what it looked like right before a position: enough to notice that it is
/// another store's, that the bytes below are others, or that the log ends earlier.
struct LogAnchor: Sendable, Equatable, Codable {
  /// Bytes before the position that were looked at.
  let length: Int
  /// Of the store's id and of those bytes.
  let checksum: UInt32

  /// Bytes that are looked at, where there are so many.
  static let usualLength = 4096

  init(length: Int, checksum: UInt32) {
    self.length = length
    self.checksum = checksum
  }

  /// The anchor of a position that a line of `log` ends at.
  ///
  /// - Parameter storeID: of the store that was read up to there; nil where nobody has named it.
  init(of log: EventLog, before position: Position, in storeID: String?) throws(JournalError) {
    let first = try log.bounds().lowerBound
    let length = Int(clamping: min(Int64(Self.usualLength), position.rawValue - first.rawValue))
    self.length = max(0, length)
    checksum = try Self.checksum(of: log, before: position, storeID, length: self.length) ?? 0
  }

  /// Whether the log is that store's and still looks like that before the position. What was pruned
  /// since cannot be looked at, and is taken for the same.
  func holds(
    for log: EventLog, before position: Position, in storeID: String?
  ) throws(JournalError) -> Bool {
    let bounds = try log.bounds()
    if position > bounds.upperBound { return false }
    if position.rawValue - Int64(length) < bounds.lowerBound.rawValue {
      return position >= bounds.lowerBound
    }
    return try Self.checksum(of: log, before: position, storeID, length: length) == checksum
  }

  /// nil where the log has not so many bytes there.
  private static func checksum(
    of log: EventLog, before position: Position, _ storeID: String?, length: Int
  ) throws(JournalError) -> UInt32? {
    var lines = try log.read(
      from: Position(rawValue: position.rawValue - Int64(length)), to: position)
    var sum = Checksum.crc32c(Array((storeID ?? "").utf8).span)
    var count = 0
    while let chunk = try lines.next() {
      sum = Checksum.crc32c(chunk.bytes, after: sum)
      count += chunk.count
    }
    return count == length ? sum : nil
  }
}
