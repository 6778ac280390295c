/// Secrets among the arguments of a command.
extension SecretScanner where Text: ReadableBytes {
  /// The value behind an option of which the name says that it is a secret: `--password VALUE`.
  func option() -> Finding? {
    guard text.byte(index - 1) == UInt8(ascii: "-"), let start = optionStart else { return nil }
    let end = text.end(from: index, within: SecretName.longest, where: \.isTokenLetter)
    guard end - start > 2, let kind = SecretName((index..<end).map { text[$0] }) else { return nil }
    let key = SecretKey(kind: kind, range: start..<end, isQuoted: false)
    if let quote = nextElement(behind: end) { return element(quote, of: key) }
    let value = text.end(from: end, within: 4, where: \.isBlank)
    guard value > end else { return nil }
    if let quote = openingQuote(at: value) {
      let range = value + quote.length..<closing(quote, from: value + quote.length)
      let isSecret = !isPlaceholder(range) && (kind != .auth || isNameAndPassword(range))
      return isSecret ? Finding(range, kind.rule) : nil
    }
    guard text.byte(value) != UInt8(ascii: "-") else { return nil }
    let range = value..<text.end(from: value, within: 256) { !$0.isSpace && !$0.isQuote }
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

  /// The value of an option in the next text of a list, which may also be prose about options.
  private func element(_ quote: Int, of key: SecretKey) -> Finding? {
    guard let opening = openingQuote(at: quote) else { return nil }
    let start = quote + opening.length
    guard text.byte(start) != UInt8(ascii: "-"), !isCode(at: start) else { return nil }
    let range = start..<closing(opening, from: start)
    guard !range.contains(where: { text[$0].isSpace }) else { return nil }
    let bare = BareValue(range: range, isLoose: true, isColon: false)
    return secret(bare, of: key).map { Finding($0, key.kind.rule) }
  }

  /// Where the quote stands that opens the next text of a list, if one ends at a place: `"-u","…"`.
  private func nextElement(behind end: Int) -> Int? {
    guard let quote = openingQuote(at: end) else { return nil }
    let comma = text.end(from: end + quote.length, within: 4, where: \.isBlank)
    guard text.byte(comma) == UInt8(ascii: ",") else { return nil }
    let next = linesEnd(from: comma + 1)
    guard let opening = openingQuote(at: next), opening.byte == quote.byte else { return nil }
    return next
  }

  /// The value of an option that only its program knows to be a secret.
  func argument() -> Finding? {
    guard let program, text.byte(index - 1) == UInt8(ascii: "-"), optionStart != nil else {
      return nil
    }
    let word = text.end(from: index) { !$0.isSpace && !$0.isQuote && $0 != UInt8(ascii: "=") }
    let end = text.byte(word).isQuote ? max(index, withoutBackslashes(before: word)) : word
    guard let length = program.optionLength(text, index..<end) else { return nil }
    let start = min(index + length, end)
    return password(in: start == end ? value(behind: end) : bareArgument(from: start), of: program)
      .map { Finding($0, "password") }
  }

  /// The argument behind an option that ends at a place.
  private func value(behind end: Int) -> Range<Int> {
    let isInList = nextElement(behind: end)
    let start = isInList ?? text.end(from: end, within: 4) { $0.isBlank || $0 == 0x3D }
    guard let quote = openingQuote(at: start) else { return bareArgument(from: start) }
    let inner = start + quote.length
    if isInList != nil, text.byte(inner) == UInt8(ascii: "-") { return inner..<inner }
    // What follows an option at once may as well be the end of a text.
    return start > end ? inner..<closing(quote, from: inner) : bareArgument(from: inner)
  }

  private func bareArgument(from start: Int) -> Range<Int> {
    let end = text.end(from: start) { !$0.isSpace && !$0.isQuote }
    return start..<(text.byte(end).isQuote ? max(start, withoutBackslashes(before: end)) : end)
  }

  /// What of an argument is the password that its program takes there.
  private func password(in argument: Range<Int>, of program: ProgramOptions) -> Range<Int>? {
    var range = argument
    if program.isUser {
      guard let colon = colon(in: range) else { return nil }
      range = colon + 1..<range.upperBound
    }
    let isNumber = range.allSatisfy { text[$0].isDigit }
    return isPlaceholder(range) || program.isUser && isNumber ? nil : range
  }

  /// The same of an argument that stands alone, from a place on.
  static func password(in text: Text, from start: Int, of program: ProgramOptions) -> Range<Int>? {
    SecretScanner(text, hidesMail: false).password(in: start..<text.count, of: program)
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
    // What an address begins with is no program.
    guard text.byte(word.upperBound) != UInt8(ascii: ":") else { return }
    if let named = ProgramOptions(text, word) { program = named }
  }
}
