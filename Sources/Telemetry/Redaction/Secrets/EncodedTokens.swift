import Events

/// Tokens and keys that somebody wrote in Base64 once more, as the files of clusters and containers do.
enum EncodedTokens {
  /// Letters of Base64 by which a run is judged.
  static let look = 160
  /// Letters of the shortest run that is worth a look.
  static let shortest = 24

  /// The rule of what the first letters of a run spell; nil where they spell nothing of the kind.
  static func rule(of letters: [UInt8]) -> String? {
    guard letters.count >= shortest, isKnownBeginning(letters),
      let bytes = Base64.decoded(Array(letters.prefix(letters.count / 4 * 4)))
    else { return nil }
    if bytes.starts(with: dashes) {
      let line = bytes.prefix { $0 != 0x0A }
      return String(decoding: line, as: UTF8.self).contains("PRIVATE") ? "pem" : nil
    }
    let isCut = letters.count == look
    for rule in TokenRule.beginning(with: bytes[0]) {
      if let end = rule.end(in: bytes, at: 0), isCut || end >= bytes.count - 2 { return rule.name }
    }
    return nil
  }

  /// Three bytes are four letters: the first of every prefix are known in Base64, too.
  static func isKnownBeginning(_ letters: some RandomAccessCollection<UInt8>) -> Bool {
    beginnings.contains(letters.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
  }

  /// Whether one may begin with these two letters: few words do.
  static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    firstTwo[Int(first)] >> UInt64(second & 63) & 1 == 1
  }

  /// By the first letter, the low bits of the second ones: no array, as in `TokenRule`.
  private static let firstTwo: InlineArray<256, UInt64> = {
    var table = InlineArray<256, UInt64>(repeating: 0)
    for letters in beginnings {
      table[Int(letters >> 24)] |= 1 << UInt64(letters >> 16 & 63)
    }
    return table
  }()

  private static let dashes = Array("-----BEGIN".utf8)

  /// The first four letters, one a byte.
  static let beginnings: [UInt32] = {
    let prefixes = TokenRule.all.map(\.prefix).filter { $0.count >= 3 } + [dashes]
    return prefixes.map { encoded($0[0], $0[1], $0[2]) }
  }()

  private static func encoded(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> UInt32 {
    let letters = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bits = UInt32(one) << 16 | UInt32(two) << 8 | UInt32(three)
    return [18, 12, 6, 0].reduce(UInt32(0)) { $0 << 8 | UInt32(letters[Int(bits >> $1 & 63)]) }
  }
}

extension SecretScanner where Text: ReadableBytes {
  /// A run of Base64 that spells a token.
  func encodedToken() -> Finding? {
    guard index + EncodedTokens.shortest <= text.count,
      EncodedTokens.mayBegin(text[index], text[index + 1]),
      text[index + EncodedTokens.shortest - 1].isBase64, text[index + 11].isBase64,
      !text.byte(index - 1).isBase64 || text.byte(index - 1) == UInt8(ascii: "="),
      EncodedTokens.isKnownBeginning((index..<index + 4).map { text[$0] })
    else { return nil }
    let look = text.end(from: index, within: EncodedTokens.look, where: \.isBase64)
    let letters = (index..<look).map { text[$0] }
    guard let rule = EncodedTokens.rule(of: letters) else { return nil }
    return Finding(index..<text.end(from: look, where: \.isBase64), rule)
  }
}
