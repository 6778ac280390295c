import SystemCalls

/// Bytes of which one stands wherever something has to be hidden: the beginning of a token, the end of a
/// name, a sign before a value.
struct Trace: Sendable {
  /// What has to stand around such bytes.
  enum Context: Sendable {
    case anything
    /// The end of a word, or digits behind it.
    case wordEnd
    /// An address with a user, behind it.
    case user
    /// The dashes of the first line of a key, before it.
    case dash
    /// A blank behind it.
    case blank
    /// A digit before it.
    case digit
    /// So many letters of tokens behind it.
    case token(Int)
    /// A run of Base64 that begins with it.
    case base64
    /// A digit behind it, by which an escape stands for what might be written plainly.
    case escape
  }

  /// Bytes of the longest; of what is longer the beginning is looked for.
  static let longest = 16

  private var bytes = InlineArray<16, UInt8>(repeating: 0)
  private let count: Int
  private let isFolded: Bool
  private let context: Context
  /// Where in it the three bytes stand that are looked for.
  private let offset: Int
  /// Those, as a `TripleSearch` has them.
  let number: UInt32

  /// - Parameters:
  ///   - text: three bytes at least.
  ///   - isFolded: whether it is in small letters, and may be in letters of any size where it stands.
  init(_ text: [UInt8], isFolded: Bool = false, _ context: Context = .anything) {
    count = min(text.count, Self.longest)
    for place in 0..<count { bytes[place] = text[place] }
    self.isFolded = isFolded
    self.context = context
    let offset = Self.rarest(of: text.prefix(Self.longest))
    self.offset = offset
    number = TripleSearch.number(text[offset], text[offset + 1], text[offset + 2])
  }

  init(_ text: String, isFolded: Bool = false, _ context: Context = .anything) {
    self.init(Array(text.utf8), isFolded: isFolded, context)
  }

  /// Whether its three bytes, which may stand at a place, are a part of it.
  func isIn(_ line: Span<UInt8>, at place: Int) -> Bool {
    let start = place - offset
    let end = start + count
    guard start >= 0, end <= line.count else { return false }
    for index in 0..<count {
      let byte = line[start + index]
      if (isFolded ? byte | 0x20 : byte) != bytes[index] { return false }
    }
    return isFulfilled(in: line, start, end)
  }

  private func isFulfilled(in line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch context {
    case .anything: return true
    case .wordEnd: return !line.byte(end).isLowercase
    case .user: return line.hasUser(from: end)
    case .dash: return line.byte(start - 1) == UInt8(ascii: "-") || line.byte(start - 1) == 0x20
    case .blank: return line.byte(end).isBlank || line.byte(end) == UInt8(ascii: "\\")
    case .digit: return line.byte(start - 1).isDigit
    case .token(let letters):
      for place in end..<end + letters where !line.byte(place).isTokenLetter { return false }
      return true
    case .base64:
      return line.byte(start + EncodedTokens.shortest / 2 - 1).isBase64
        && line.byte(start + EncodedTokens.shortest - 1).isBase64
    case .escape: return line.byte(end) >= UInt8(ascii: "2") && line.byte(end) <= UInt8(ascii: "7")
    }
  }
}

extension Trace {
  /// Where the three bytes stand that texts have least often: what is looked at twice for nothing costs
  /// most of the time.
  private static func rarest(of text: ArraySlice<UInt8>) -> Int {
    let rarities = text.map { byte in letters.firstIndex(of: byte | 0x20) ?? letters.count }
    return (0...rarities.count - 3).max { one, other in
      rarities[one..<one + 3].reduce(0, +) < rarities[other..<other + 3].reduce(0, +)
    } ?? 0
  }

  /// The most frequent first; signs and digits are rarer.
  private static let letters = Array("etaoinsrhldcumfpgwybvkxjqz".utf8)
}

extension Span<UInt8> {
  /// The byte at any place; 0 where there is none.
  func byte(_ place: Int) -> UInt8 { place >= 0 && place < count ? self[place] : 0 }

  /// Whether `@` stands in the address that begins at a place, as it is written in JSON.
  fileprivate func hasUser(from start: Int) -> Bool {
    for place in start..<Swift.min(count, start + 3072) {
      switch self[place] {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: "\\") where byte(place + 1) != UInt8(ascii: "u"): return false
      case UInt8(ascii: ":")
      where byte(place + 1) == UInt8(ascii: "/") && byte(place + 2) == UInt8(ascii: "/"):
        return false
      case let byte where byte.isSpace || byte.isQuote: return false
      default: continue
      }
    }
    return false
  }
}
