/// How far a value goes.
extension SecretScanner where Text: ReadableBytes {
  /// The value behind a separator; nil where there is none that must be hidden.
  func value(of key: SecretKey, behind separator: Separator) -> Range<Int>? {
    var start = blanksEnd(from: separator.range.upperBound)
    if key.isQuoted { start = linesEnd(from: start) }
    let isLoose = start > separator.range.upperBound
    start += prefixLength(at: start)
    if let quote = openingQuote(at: start) {
      start += quote.length
      if text.holds(Self.dashes, at: start) { return nil }
      return secret(inQuotes: start..<closing(quote, from: start), of: key)
    }
    if separator.compares || isCode(at: start) { return nil }
    if key.kind.isHeader && separator.isColon { return header(from: start, of: key) }
    // What begins like a private key is looked at as one, with all its lines.
    if text.holds(Self.dashes, at: start) { return nil }
    let range = bareValue(from: start, isEscaped: separator.isEscaped)
    if let sign = signBehind(type: range, separator) { return value(of: key, behind: sign) }
    let bare = BareValue(range: range, isLoose: isLoose, isColon: separator.isColon)
    guard let value = secret(bare, of: key) else { return nil }
    // What is longer than was looked at belongs to it.
    guard value.count == Self.longestValue else { return value }
    return value.lowerBound..<text.end(from: value.upperBound) { !$0.isSpace && !$0.isQuote }
  }

  /// The end of white space with line breaks in it, which are two bytes where a text was escaped.
  func linesEnd(from start: Int) -> Int {
    var end = start
    while end - start < 64 {
      let space = text.end(from: end, within: 64, where: \.isSpace)
      let mark = text.end(from: space, within: Self.deepestEscape) { $0 == UInt8(ascii: "\\") }
      let isBreak = mark > space && "nrt".utf8.contains(text.byte(mark))
      guard isBreak || space > end else { return end }
      end = isBreak ? mark + 1 : space
    }
    return end
  }

  /// What may stand before a quote: `b"…"`, `f"…"`, `@"…"`, `$'…'`.
  private func prefixLength(at start: Int) -> Int {
    let isPrefix = "bfruBFRU@$".utf8.contains(text.byte(start))
    return isPrefix && text.byte(start + 1).isQuote && text.byte(start + 1) != UInt8(ascii: "`")
      ? 1 : 0
  }

  private func secret(inQuotes range: Range<Int>, of key: SecretKey) -> Range<Int>? {
    let range = key.kind == .authorization ? withoutScheme(trimmedSpace(range)) : range
    if isPlaceholder(range) || !key.kind.hides(Letters(text, range)) { return nil }
    if key.kind == .auth, !isNameAndPassword(range) { return nil }
    return key.kind == .directory && isPath(range) ? nil : range
  }

  /// The sign behind a type that stands between the name and the value: `password: String = "…"`.
  private func signBehind(type: Range<Int>, _ separator: Separator) -> Separator? {
    guard separator.isColon, isPlainWord(type) else { return nil }
    let sign = text.end(from: type.upperBound, within: 4) {
      $0.isBlank || $0 == UInt8(ascii: "?")
    }
    guard text.byte(sign) == UInt8(ascii: "="), text.byte(sign + 1) != UInt8(ascii: "=") else {
      return nil
    }
    return Separator(range: sign..<(sign + 1))
  }

  /// A value without quotes: up to white space, a quote, or a sign behind which something else begins.
  private func bareValue(from start: Int, isEscaped: Bool) -> Range<Int> {
    var end = start
    while end < text.count, end - start < Self.longestValue {
      let byte = text[end]
      // What is hidden already stays as it is, brackets and all.
      if let mark = Redacted.end(in: text, at: end) {
        end = mark
        continue
      }
      if byte.isSpace && !isEscapedSpace(end) || byte.isQuote { break }
      if byte == UInt8(ascii: "<") && end > start { break }
      if isEscaped && byte == UInt8(ascii: "%") && endsEscapedValue(end) { break }
      if isDelimiter(byte) && endsValue(end) { break }
      end += 1
    }
    return trimmed(start..<end)
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: "|")
  }

  /// Whether what stands behind a sign is another value, so that the sign is not part of this one.
  private func endsValue(_ place: Int) -> Bool {
    let next = text.byte(place + 1)
    if next.isSpace || next.isQuote { return true }
    let end = text.end(from: place + 1, within: 40, where: \.isPartOfName)
    return end > place + 1
      && (text.byte(end) == UInt8(ascii: "=") || text.byte(end) == UInt8(ascii: ":"))
  }

  private func endsEscapedValue(_ place: Int) -> Bool {
    let code = text.lowercased(place + 1..<min(place + 3, text.count))
    return ["20", "22", "26", "27", "2c", "3b", "0a", "7d"].contains(code)
  }

  private func isEscapedSpace(_ place: Int) -> Bool {
    text[place] == 0x20 && text.byte(place - 1) == UInt8(ascii: "\\")
  }

  /// A value without the marks that end a sentence, a list or a text in quotes.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, ",;.:!?)]}>\\".utf8.contains(text[end - 1]) {
      // The end of a mark belongs to it.
      if text[end - 1] == UInt8(ascii: "]"), endsMark(range.lowerBound, end) { break }
      end -= 1
    }
    return range.lowerBound..<end
  }

  private func endsMark(_ start: Int, _ end: Int) -> Bool {
    var place = end - 1
    while place >= start, end - place < 80, text[place] != UInt8(ascii: "[") { place -= 1 }
    return place >= start && Redacted.end(in: text, at: place) == end
  }

  private static var dashes: [UInt8] { KnownBytes.dashes }

  func trimmedSpace(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start].isSpace { start += 1 }
    while end > start, text[end - 1].isSpace { end -= 1 }
    return start..<end
  }
}
