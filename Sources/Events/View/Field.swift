/// One top-level member of a line: where its key and value stand, and what kind of value it is.
///
/// Four 32-bit words, so that a table of fields is plain memory that the parser fills.
/// Offsets count from the first byte of the line.
public struct Field: Sendable, Equatable {
  /// Offset of the first byte of the key, after its quote.
  public let keyStart: UInt32
  /// Key number in bits 0–15 (0: not a well-known key), kind in bits 16–23,
  /// bit 24: the value is a string with escapes, bit 25: the key has escapes,
  /// bits 26–31: bytes of the key, 63 for 63 and more.
  @usableFromInline
  let bits: UInt32
  /// Offset of the first byte of the value; for a string, after its quote.
  public let valueStart: UInt32
  /// Bytes of the value; for a string, without its quotes.
  public let valueLength: UInt32

  /// What a value is.
  public enum Kind: UInt8, Sendable {
    /// The word `null`; accessors count it as absent.
    case null = 0
    /// The word `false`.
    case `false`
    /// The word `true`.
    case `true`
    /// A number without a fraction and an exponent, within 64 bits with or without a sign.
    case integer
    /// Any other number, read as the nearest Double.
    case decimal
    /// A text between quotes.
    case string
    /// Members between braces.
    case object
    /// Elements between brackets.
    case array
  }

  /// The key's number; `unknown` where it is not a well-known key.
  @inlinable
  public var key: Key { Key(rawValue: UInt16(truncatingIfNeeded: bits)) }
  /// What the value is.
  @inlinable
  public var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: bits >> 16)) ?? .null }
  /// Whether the value is a string with escapes in it.
  @inlinable
  public var hasEscapes: Bool { bits & (1 << 24) != 0 }
  /// Whether the value is a number, whole or not, by its kind.
  @inlinable
  package var isNumber: Bool { (bits >> 16 &- 3) & 0xFF <= 1 }
  /// Whether the value is a text that stands in the line as it is.
  @inlinable
  package var isPlainText: Bool { bits >> 16 & 0x1FF == 5 }
  /// Whether the key has escapes in it.
  public var keyHasEscapes: Bool { bits & (1 << 25) != 0 }
  /// Bytes of the key between its quotes; nil for 63 and more, which must be looked for.
  public var shortKeyLength: Int? { bits >> 26 < 63 ? Int(bits >> 26) : nil }

  /// A member as a parser found it.
  public init(
    key: Key, keyStart: UInt32, keyLength: Int, kind: Kind, valueStart: UInt32,
    valueLength: UInt32, hasEscapes: Bool = false, keyHasEscapes: Bool = false
  ) {
    self.keyStart = keyStart
    self.bits =
      UInt32(key.rawValue) | UInt32(kind.rawValue) << 16 | (hasEscapes ? 1 << 24 : 0)
      | (keyHasEscapes ? 1 << 25 : 0) | UInt32(min(keyLength, 63)) << 26
    self.valueStart = valueStart
    self.valueLength = valueLength
  }
}
