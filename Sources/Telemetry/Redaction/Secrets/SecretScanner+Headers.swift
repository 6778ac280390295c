import Events

/// What a request carries: `Authorization: Bearer …`, `Cookie: …`, and the same in prose.
extension SecretScanner where Text: ReadableBytes {
  /// The value of a header up to the end of its line or of the quotes around it.
  ///
  /// Its first word tells whether it is one, so that prose about headers is not walked to its end.
  func header(from start: Int, of key: SecretKey) -> Range<Int>? {
    var start = start
    if key.kind == .authorization { start = schemeEnd(from: start) }
    var word = start
    while word < text.count, word - start < Self.schemeLook, !text[word].isSpace, !endsHeader(word)
    {
      word += 1
    }
    let first = start..<word
    guard !isPlaceholder(first) else { return nil }
    if key.kind == .cookie {
      guard first.contains(where: { text[$0] == UInt8(ascii: "=") }) else { return nil }
    } else if isPlainWord(first) {
      return isInnocentWord(first) ? nil : passphrase(first)
    }
    var end = word
    while end < text.count, !text[end].isNewline, !endsHeader(end) { end += 1 }
    return trimmedSpace(start..<end)
  }

  /// A quote, unless a cookie's value begins with it, or a line break that was escaped.
  private func endsHeader(_ place: Int) -> Bool {
    if text[place].isQuote { return text.byte(place - 1) != UInt8(ascii: "=") }
    let next = text.byte(place + 1)
    return text[place] == UInt8(ascii: "\\")
      && (next == UInt8(ascii: "n") || next == UInt8(ascii: "r") || next.isQuote
        || next == UInt8(ascii: "\\"))
  }

  /// What follows the scheme of an authorization; nothing where only a scheme is there.
  func withoutScheme(_ range: Range<Int>) -> Range<Int> {
    min(schemeEnd(from: range.lowerBound), range.upperBound)..<range.upperBound
  }

  /// Where the value begins behind the scheme, if there is one.
  private func schemeEnd(from start: Int) -> Int {
    let end = text.end(from: start, within: 24) { $0.isTokenLetter }
    guard HeaderSchemes.all.contains(short(start..<end)) else { return start }
    let value = blanksEnd(from: end)
    return value > end || text.byte(end).isSpace || text.byte(end).isQuote ? value : start
  }

  /// The end of a few blanks, which a shell may have behind a backslash.
  func blanksEnd(from start: Int) -> Int {
    var end = start
    while end - start < 16 {
      if text.byte(end).isBlank {
        end += 1
      } else if text.byte(end) == UInt8(ascii: "\\"), text.byte(end + 1) == 0x20 {
        end += 2
      } else {
        break
      }
    }
    return end
  }

  /// A token behind the word `Bearer`, or name and password behind `Basic`.
  func scheme(upTo end: Int) -> Finding? {
    // Both words begin with a letter that few words begin with.
    guard end - index == 5 || end - index == 6, text[index] | 0x20 == UInt8(ascii: "b") else {
      return nil
    }
    let isBearer = text.holds(word: Self.bearer, at: index)
    guard isBearer || text.holds(word: Self.basic, at: index) else { return nil }
    let start = blanksEnd(from: end)
    guard start > end else { return nil }
    let letters: (UInt8) -> Bool = isBearer ? \.isBearerLetter : \.isBase64
    let look = start..<text.end(from: start, within: Self.schemeLook, where: letters)
    let isSecret = isBearer ? isTokenLike(look) : isNameAndPassword(look)
    guard isSecret else { return nil }
    return Finding(
      start..<text.end(from: look.upperBound, where: letters), isBearer ? "bearer" : "basic")
  }

  /// Whether a run is no word and no words with dashes between them.
  func isTokenLike(_ range: Range<Int>) -> Bool {
    guard range.count >= 8, !isInnocentWord(range) else { return false }
    let letters = Letters(text, range)
    guard letters.hasLetters else { return false }
    if letters.hasDigits { return !isWordy(range) }
    return range.count >= 20 && letters.capitals * 5 > letters.count && letters.smallLetters > 0
  }

  /// Words, short numbers and names of standards, with `-`, `_`, `.` or `/` between them.
  func isWordy(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      let end = min(range.upperBound, text.end(from: place, where: \.isAlphanumeric))
      let part = Letters(text, place..<end)
      let isWord =
        !part.hasDigits && !(part.isMixed && part.count > 12) || !part.hasLetters && part.count < 5
        || part.count < 4 || Words.prose.contains(short(place..<end))
      if !isWord { return false }
      place = end + 1
    }
    return true
  }

  /// Whether Base64 spells a name, a colon and a password.
  func isNameAndPassword(_ range: Range<Int>) -> Bool {
    range.count <= Self.longestValue && Base64.isNameAndPassword(range.map { text[$0] })
  }

  private static var schemeLook: Int { 256 }
  private static var bearer: [UInt8] { KnownBytes.bearer }
  private static var basic: [UInt8] { KnownBytes.basic }
}

/// The words with which the value of an authorization begins.
enum HeaderSchemes {
  static let all: Set<String> = [
    "basic", "bearer", "token", "digest", "negotiate", "apikey", "key", "oauth", "hmac", "ntlm",
    "aws4-hmac-sha256", "sharedkey", "sso-key", "splunk", "bot",
  ]
}
