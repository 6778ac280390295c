import Events

/// How far a content reaches, and what it is up to there.
///
/// Whatever two files are called and wherever they stand: where they have a place in common, all bytes
/// up to it are the same, and what was imported of one is known of the other.
package struct ContentPlace: Sendable, Hashable {
  /// Bytes of the content, unpacked where it was packed.
  package var length: Int64
  /// Of all those bytes.
  package var digest: ContentDigest
  /// Events of the line behind them that are in the log: a line that stands for many events may come
  /// in parts.
  package var part = 0

  /// Where every content begins.
  package static let start = ContentPlace(length: 0, digest: ContentDigest())

  /// - Parameters:
  ///   - length: bytes of the content, unpacked.
  ///   - digest: of all of them.
  package init(length: Int64, digest: ContentDigest) {
    self.length = length
    self.digest = digest
  }

  /// As markers write it: `LENGTH:DIGEST:PART`.
  var text: String { "\(length):\(digest.text):\(part)" }

  init?(text: Substring) {
    let words = text.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count == 3, let length = Int64(words[0]), length >= 0,
      let digest = ContentDigest(text: words[1]), let part = Int(words[2]), part >= 0
    else { return nil }
    self.init(length: length, digest: digest)
    self.part = part
  }
}

/// The first half of a SHA-256.
package struct ContentDigest: Sendable, Hashable {
  package let high: UInt64
  package let low: UInt64

  /// That of nothing.
  package init() { (high, low) = (0, 0) }

  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// - Parameter digest: 16 bytes at least.
  package init(_ digest: [UInt8]) {
    high = Self.number(digest[0..<8])
    low = Self.number(digest[8..<16])
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// 32 digits.
  var text: String { Hexadecimal.text(high) + Hexadecimal.text(low) }

  init?(text: Substring) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.dropFirst(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }
}

enum Hexadecimal {
  /// Sixteen digits.
  static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
