/// A place in the log: the byte offset of a line in the one logical log, contiguous over segments.
///
/// Positions compare in the order of the log. They are opaque: nothing but the log computes
/// with the number inside, and a position never moves once it has been given out.
public struct Position: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  /// Bytes from the start of the logical log.
  public let rawValue: Int64

  /// A position at `rawValue` bytes from the start of the logical log.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// The start of a log that was never pruned.
  public static let start = Position(rawValue: 0)

  /// So many bytes further on.
  package func advanced(by bytes: Int) -> Position { Position(rawValue: rawValue + Int64(bytes)) }

  public static func < (left: Position, right: Position) -> Bool { left.rawValue < right.rawValue }
}

extension Position: CustomStringConvertible {
  /// The number alone, as `--to` reads it.
  public var description: String { String(rawValue) }
}
