import Digests
import Events

/// The bytes under which the positions of one value stand: kind, length, value.
///
/// The length comes before the value, so that all entries of one value stand together.
package struct IndexKey: Hashable, Sendable {
  let bytes: [UInt8]
  /// The first sixteen of them, as numbers that compare as they do.
  private let first: UInt64
  private let second: UInt64

  /// Events with any value of a key; nil for a key of which that is not kept.
  init?(having key: CorrelationKey) {
    guard key == Self.counted else { return nil }
    self.init(Self.presence, Array(key.name.utf8))
  }

  /// The key of which it is kept that a line has it.
  static let counted = CorrelationKey.issue

  /// Events of a name.
  init(name: String) { self.init(Self.name, Array(name.utf8)) }

  /// Events with a value of a key that ties them together; nil for a key that is not listed.
  init?(_ key: CorrelationKey, _ value: String) {
    guard case .listed(let kind)? = key.index else { return nil }
    self.init(kind, Array(value.utf8))
  }

  /// The texts of a field that was chosen to be found by.
  init(field: String, _ text: String) { self.init(Self.chosen, Self.value(field, text)) }

  /// The kind of events' names; those of other keys stand in `CorrelationKey`.
  static let name: UInt8 = 1
  /// The kind of chosen fields; their names stand before their texts.
  static let chosen: UInt8 = 11
  /// The kind of keys of which it matters that a line has them.
  static let presence: UInt8 = 12

  /// A name has no zero byte: see `LineKeys`.
  static func value(_ field: String, _ text: String) -> [UInt8] {
    Array(field.utf8) + [0] + Array(text.utf8)
  }

  init(_ kind: UInt8, _ value: [UInt8]) {
    let value = Self.shortened(value)
    self.init(bytes: [kind, UInt8(value.count)] + value)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    first = Self.number(bytes, from: 0)
    second = Self.number(bytes, from: 8)
  }

  private static func number(_ bytes: [UInt8], from start: Int) -> UInt64 {
    var number: UInt64 = 0
    for place in start..<start + 8 {
      number = number << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0)
    }
    return number
  }

  /// Whether its bytes stand before those of another.
  func precedes(_ other: IndexKey) -> Bool {
    if first != other.first { return first < other.first }
    if second != other.second { return second < other.second }
    return bytes.lexicographicallyPrecedes(other.bytes)
  }

  /// The same in every process.
  var hash: UInt64 { unsafe bytes.withUnsafeBufferPointer { unsafe StableHash.of($0) } }

  /// Bytes of the longest value that is stored whole.
  static let longest = 200
  package static let kept = 168

  /// A longer value is its first bytes and the SHA-256 of all of them.
  package static func shortened(_ value: [UInt8]) -> [UInt8] {
    value.count <= longest ? value : value[..<kept] + SHA256.hash(value.span)
  }

  /// The value that a key was made of; nil for one that is not stored whole.
  static func value(in key: Span<UInt8>) -> String? {
    guard key.count >= 2, key.count >= 2 + Int(key[1]) else { return nil }
    let value = key.extracting(2..<2 + Int(key[1]))
    return unsafe value.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
