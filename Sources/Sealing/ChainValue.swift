import Digests
package import Events

/// What a log was up to a position, in 32 bytes: each covers a segment and, by the value before it, all
/// that came earlier. Who keeps one elsewhere sees any later change of a byte before it.
///
/// `SHA-256("tlm.chain.1\n" ‖ store id ‖ base ‖ length ‖ root ‖ value before)`, where base and length are
/// 8 bytes, most significant first, and the root is that of the Merkle tree over the SHA-256 of each 64 KiB
/// of the segment. Before the first segment stands `SHA-256("tlm.chain.1\n" ‖ store id)`.
package struct ChainValue: Sendable, Hashable, CustomStringConvertible {
  package let bytes: [UInt8]

  /// Before anything was written to a store.
  package init(beginningOf store: String) {
    var hash = SHA256()
    hash.update(Self.name + Array(store.utf8))
    bytes = hash.finished
  }

  /// The value behind a segment, or behind its beginning.
  ///
  /// - Parameters:
  ///   - before: the value where the segment begins.
  ///   - digests: SHA-256 of each 64 KiB of it, and of the rest.
  package init(
    _ before: ChainValue, store: String, base: Position, length: Int64,
    digests: ArraySlice<UInt8>
  ) {
    var hash = SHA256()
    hash.update(Self.name + Array(store.utf8))
    hash.update(Self.big(base.rawValue) + Self.big(length))
    hash.update(MerkleTree.root(of: digests))
    hash.update(before.bytes)
    bytes = hash.finished
  }

  /// 64 hexadecimal digits; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let bytes = Hexadecimal.bytes(text), bytes.count == SHA256.length else { return nil }
    self.bytes = bytes
  }

  package var description: String { Hexadecimal.text(bytes) }

  private static let name = Array("tlm.chain.1\n".utf8)

  private static func big(_ number: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) }
  }
}

/// Bytes as people write them, two digits each.
enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for letter in text.utf8 {
      guard let value = value(letter) else { return nil }
      if let first = high { bytes.append(first << 4 | value) }
      high = high == nil ? value : nil
    }
    return high == nil ? bytes : nil
  }

  private static let digits = Array("0123456789abcdef".utf8)

  private static func value(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): letter - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
