import Digests
import SystemCalls

/// A secret that whoever shows it has been given.
package struct Token: Sendable {
  package let text: String
  private let digest: [UInt8]

  package init(_ text: String) {
    self.text = text
    digest = SHA256.hash(Array(text.utf8).span)
  }

  /// A new one, of 256 bits.
  package static func random() -> Token {
    var generator = SystemRandomNumberGenerator()
    let words = (0..<4).map { _ in generator.next() }
    let digits = words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return Token(digits.joined())
  }

  /// Whether a text is this one; how long it takes says nothing about where they differ.
  package func matches(_ other: String) -> Bool {
    let other = SHA256.hash(Array(other.utf8).span)
    var difference: UInt8 = 0
    for (left, right) in zip(digest, other) { difference |= left ^ right }
    return difference == 0
  }

  /// The one of a file that only its owner reads, which is made where there is none.
  ///
  /// - Throws: `SystemError` where it can be neither read nor made.
  package static func kept(in path: String) throws -> Token {
    if let bytes = try Folder.contents(of: path, limit: 1 << 10) {
      let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
      // One that somebody cut short is none.
      if text.utf8.count >= leastLength { return Token(text) }
    }
    let token = random()
    try Folder.replace(path, with: Array((token.text + "\n").utf8), isSynced: true)
    return token
  }

  private static let leastLength = 32
}
