/// Encodes a projection's state as canonical bytes: equal states give equal bytes, in every
/// process and on every machine, and states that differ give bytes that differ.
///
/// Members stand in the order in which they are encoded, which for a synthesised `Codable` is the
/// order of declaration. Dictionaries and sets, whose own order is random, are sorted by the
/// encoded bytes of their keys and elements. Doubles are their bits, with one NaN and no −0.
/// Everything is tagged with its kind and strings carry their length, so nothing runs together.
///
/// A type with an `encode(to:)` of its own must hand its sets and dictionaries to a container
/// (`container.encode(set)`), not call their `encode(to:)`: there the order is beyond recall.
package struct StateEncoder: Sendable {
  /// An encoder; it keeps nothing between two states.
  package init() {}

  /// The canonical bytes of `state`.
  ///
  /// - Throws: whatever the state's own `encode(to:)` throws.
  package func encode(_ state: some Encodable) throws -> [UInt8] {
    let sink = StateSink()
    try sink.write(state)
    return sink.bytes
  }
}

/// What the first byte of an encoded value says about the rest.
enum StateTag {
  static let null = UInt8(ascii: "n")
  static let `false` = UInt8(ascii: "f")
  static let `true` = UInt8(ascii: "t")
  /// Zigzag, then seven bits a byte, least significant first.
  static let integer = UInt8(ascii: "i")
  /// Sixteen bytes, big end first; only for what exceeds `Int128`.
  static let wide = UInt8(ascii: "u")
  /// Four bytes, big end first.
  static let float = UInt8(ascii: "e")
  /// Eight bytes, big end first.
  static let double = UInt8(ascii: "d")
  /// Length in seven bits a byte, then UTF-8.
  static let string = UInt8(ascii: "s")
  static let arrayStart = UInt8(ascii: "[")
  static let arrayEnd = UInt8(ascii: "]")
  /// Pairs of a string and a value.
  static let objectStart = UInt8(ascii: "{")
  static let objectEnd = UInt8(ascii: "}")
  /// Before the value of an optional whose value is itself optional.
  static let some = UInt8(ascii: "?")
}
