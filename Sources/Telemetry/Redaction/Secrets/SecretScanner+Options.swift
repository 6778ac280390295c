/// Secrets among the arguments of a command.
extension SecretScanner where Text: ReadableBytes {
  /// The value behind an option of which the name says that it is a secret: `--password VALUE`.
  func option() -> Finding? {
    guard text.byte(index - 1) == UInt8(ascii: "-"), let start = optionStart else { return nil }
    let end = text.end(from: index, within: SecretName.longest, where: \.isTokenLetter)
    guard end - start > 2, let kind = SecretName((index..<end).map { text[$0] }) else { return nil }
    let value = text.end(from: end, within: 4, where: \.isBlank)
    guard value > end else { return nil }
    if let quote = openingQuote(at: value) {
      let range = value + quote.length..<closing(quote, from: value + quote.length)
      let isSecret = !isPlaceholder(range) && (kind != .auth || isNameAndPassword(range))
      return isSecret ? Finding(range, kind.rule) : nil
    }
    guard text.byte(value) != UInt8(ascii: "-") else { return nil }
    let range = value..<text.end(from: value, within: 256) { !$0.isSpace && !$0.isQuote }
    let key = SecretKey(kind: kind, range: start..<end, isQuoted: false)
    let bare = BareValue(range: range, isLoose: true, isColon: false)
    guard !isCode(at: value), let secret = secret(bare, of: key) else { return nil }
    return Finding(secret.lowerBound..<max(secret.lowerBound, range.upperBound), kind.rule)
  }

  /// Where the dashes begin before the word that is looked at, if an argument begins with them.
  private var optionStart: Int? {
    let start = text.byte(index - 2) == UInt8(ascii: "-") ? index - 2 : index - 1
    let before = text.byte(start - 1)
    return before.isSpace || before.isQuote ? start : nil
  }

  /// The value of an option that only its program knows to be a secret.
  func argument() -> Finding? {
    guard let program, text.byte(index - 1) == UInt8(ascii: "-"), optionStart != nil else {
      return nil
    }
    let end = text.end(from: index) { !$0.isSpace && !$0.isQuote && $0 != UInt8(ascii: "=") }
    guard let length = program.optionLength(text.lowercased(index..<min(end, index + 8))) else {
      return nil
    }
    var start = index + length
    if start == end { start = text.end(from: end, within: 4) { $0.isBlank || $0 == 0x3D } }
    if let quote = openingQuote(at: start) { start += quote.length }
    var range = start..<text.end(from: start) { !$0.isSpace && !$0.isQuote }
    if program.isUser {
      guard let colon = colon(in: range) else { return nil }
      range = colon + 1..<range.upperBound
    }
    let isNumber = range.allSatisfy { text[$0].isDigit }
    guard !isPlaceholder(range), !(program.isUser && isNumber) else { return nil }
    return Finding(range, "password")
  }

  /// Where the name of a user ends; what is hidden already has a colon of its own.
  private func colon(in range: Range<Int>) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound, text[place] != UInt8(ascii: ":") {
      place = Redacted.end(in: text, at: place) ?? place + 1
    }
    return place < range.upperBound ? place : nil
  }

  /// Remembers the program whose arguments follow.
  mutating func noteProgram(_ word: Range<Int>) {
    guard word.count <= ProgramOptions.longestName, word.count > 1,
      ProgramOptions.mayBe(text[index], text[index + 1], count: word.count)
    else { return }
    if let named = ProgramOptions(text, word) { program = named }
  }
}
