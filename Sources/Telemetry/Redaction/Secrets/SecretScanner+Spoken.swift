/// Secrets behind their name in a sentence: `the password is hunter2`, `with API key 8a7f0c…`.
extension SecretScanner where Text: ReadableBytes {
  /// The value behind a word that names a secret, with nothing between but blanks, and perhaps `is`.
  func spoken(upTo end: Int) -> Finding? {
    guard text.byte(end).isBlank, endsName(index..<end), let kind = spokenName(upTo: end) else {
      return nil
    }
    var start = text.end(from: end, within: 4, where: \.isBlank)
    let link = start..<text.end(from: start, within: 8, where: \.isLetter)
    let isTold = text.byte(link.upperBound).isBlank && Self.links.contains(short(link))
    if isTold { start = text.end(from: link.upperBound, within: 4, where: \.isBlank) }
    if let quote = openingQuote(at: start) { start += quote.length }
    let limit = text.end(from: start, within: Self.longestValue) { !$0.isSpace && !$0.isQuote }
    let value = trimmed(start..<limit)
    return isDrawn(value, kind, isTold: isTold) ? Finding(value, kind.rule) : nil
  }

  /// Whether a word ends as a name of a secret does, seen without a copy of it.
  func endsName(_ word: Range<Int>) -> Bool {
    guard word.count >= 3 else { return false }
    var ending = UInt32(0)
    for place in word.upperBound - 3..<word.upperBound {
      ending = ending << 8 | UInt32(text[place].lowercased)
    }
    return SpokenWords.isNameEnding(ending)
  }

  /// What the name that ends at a place says, with the word before it: a key opens something, and a
  /// token may be a piece of a text.
  private func spokenName(upTo end: Int) -> SecretName? {
    var start = index
    while start > 0, end - start < SecretName.longest, text[start - 1].isPartOfName { start -= 1 }
    // The value of an option was looked at as one.
    guard text[start] != UInt8(ascii: "-"), !isFault(before: start) else { return nil }
    var first = start
    if text.byte(start - 1) == 0x20 {
      first -= 1
      while first > 0, start - first < 24, text[first - 1].isLetter { first -= 1 }
    }
    guard let kind = SecretName((first..<end).map { text[$0] }),
      kind == .password || kind == .secret
    else { return nil }
    return kind
  }

  /// Whether a run is no word, no number, no name of a thing and no sum, but what only somebody draws.
  private func isDrawn(_ range: Range<Int>, _ kind: SecretName, isTold: Bool) -> Bool {
    let least = kind == .password ? 6 : isTold ? 8 : 12
    guard range.count >= least, !isPlaceholder(range), !isCode(at: range.lowerBound) else {
      return false
    }
    let letters = Letters(text, range)
    guard letters.hasLetters, letters.hasDigits || range.count >= 20 && letters.isMixed else {
      return false
    }
    let isThing = range.contains { "=()<>{}".utf8.contains(text[$0]) } || text.isAddress(range)
    if isThing || isPath(range) || isWordy(range) || isMeasure(range, letters) { return false }
    return isTold || !isNameOfThing(range, letters)
  }

  /// A number with its unit, or a date: `8characters`, `2026-02-13T10:00:00Z`.
  private func isMeasure(_ range: Range<Int>, _ letters: Letters) -> Bool {
    let digits = text.end(from: range.lowerBound, within: range.count, where: \.isDigit)
    if digits == range.lowerBound { return false }
    let isUnit = (digits..<range.upperBound).allSatisfy { text[$0].isLowercase }
    let isDate = digits - range.lowerBound == 4 && text.byte(digits) == UInt8(ascii: "-")
    return isUnit || isDate && letters.smallLetters == 0
  }

  /// A sum, a UUID, a file, a standard (`RFC6750`), a person's address.
  private func isNameOfThing(_ range: Range<Int>, _ letters: Letters) -> Bool {
    let dash = UInt8(ascii: "-")
    if range.allSatisfy({ text[$0].isHexadecimal || text[$0] == dash }) { return true }
    if range.contains(where: { ":@".utf8.contains(text[$0]) }) { return true }
    if letters.smallLetters == 0, text[range.upperBound - 1].isDigit, !letters.hasOthers {
      let head = text.end(from: range.lowerBound, within: range.count, where: \.isUppercase)
      return text.end(from: head, within: range.count, where: \.isDigit) == range.upperBound
    }
    guard let dot = range.last(where: { text[$0] == UInt8(ascii: ".") }) else { return false }
    let ending = dot + 1..<range.upperBound
    return (1...5).contains(ending.count) && ending.allSatisfy { text[$0].isLetter }
  }

  private static var links: Set<String> { SpokenWords.links }
}

enum SpokenWords {
  /// What may stand between a name and its value.
  static let links: Set<String> = ["is", "was", "to", "as", "are"]

  /// How names of secrets end that are said in sentences, in three letters: `ord`, `swd`, `ase`, `ort`,
  /// `ken`, `key`, `ret`. Each word is asked for, so that nothing is hashed.
  static func isNameEnding(_ letters: UInt32) -> Bool {
    switch letters {
    case 0x6f7264, 0x737764, 0x617365, 0x6f7274, 0x6b656e, 0x6b6579, 0x726574: true
    default: false
    }
  }
}

extension ReadableBytes {
  /// Whether `://` stands in a range.
  fileprivate func isAddress(_ range: Range<Int>) -> Bool {
    range.contains { self[$0] == UInt8(ascii: ":") && holds([0x3A, 0x2F, 0x2F], at: $0) }
  }
}
