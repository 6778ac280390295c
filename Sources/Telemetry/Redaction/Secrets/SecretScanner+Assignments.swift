/// `NAME=VALUE`, `NAME: VALUE` and their like, in any language.
extension SecretScanner where Text: ReadableBytes {
  /// `=`, and the operators that begin with it.
  mutating func passEqualSign() {
    if let signature = addressSignature() { return found(signature, "azure") }
    let end = text.end(from: index, within: 3) {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "~")
    }
    let before = text.byte(index - 1)
    let compares =
      before == UInt8(ascii: "!") || before == UInt8(ascii: "<") || before == UInt8(ascii: ">")
      || end > index + 1 && text.byte(index + 1) != UInt8(ascii: ">")
    let start = compares && index > 0 && before == UInt8(ascii: "!") ? index - 1 : index
    passAssignment(Separator(range: start..<end, compares: compares))
  }

  /// `:` and `:=`; `://` leads to the user of a URL, `::` is part of a name.
  mutating func passColon() {
    let next = text.byte(index + 1)
    if next == UInt8(ascii: "/"), text.byte(index + 2) == UInt8(ascii: "/") { return passURL() }
    if next == UInt8(ascii: ":") {
      index += 2
      return
    }
    let end = next == UInt8(ascii: "=") ? index + 2 : index + 1
    passAssignment(Separator(range: index..<end, isColon: end == index + 1))
  }

  /// `<password>VALUE</password>`.
  mutating func passElement() {
    let start = index + 1
    defer { index = max(index, start) }
    guard let key = key(before: index), !key.isQuoted,
      text.byte(key.range.lowerBound - 1) == UInt8(ascii: "<")
    else { return }
    let end = text.end(from: start, within: Self.longestValue) { $0 != UInt8(ascii: "<") }
    let range = trimmedSpace(start..<end)
    guard text.byte(end) == UInt8(ascii: "<"), !isPlaceholder(range) else { return }
    if key.kind == .auth, !isNameAndPassword(range) { return }
    found(range, key.kind.rule)
  }

  /// Hides the value behind a separator if the name before it is that of a secret.
  mutating func passAssignment(_ separator: Separator) {
    let end = separator.range.upperBound
    guard let key = key(before: separator.range.lowerBound),
      let value = value(of: key, behind: separator)
    else {
      index = max(end, index + 1)
      return
    }
    found(value, key.kind.rule)
  }

  /// The name that ends before a place, if it is that of a secret; quotes, brackets and a few spaces
  /// may stand between.
  func key(before place: Int) -> SecretKey? {
    var end = place
    while end > 0, place - end < 8, text[end - 1].isBlank { end -= 1 }
    if end > 1, text[end - 1] == UInt8(ascii: "]"), text[end - 2].isQuote { end -= 1 }
    if text.byte(end - 1) == UInt8(ascii: "?"), end > 1 { end -= 1 }
    let quoted = withoutQuote(before: end)
    let isQuoted = quoted != end
    end = quoted
    var start = end
    while start > 0, end - start < SecretName.longest, text[start - 1].isPartOfName { start -= 1 }
    guard start < end else { return nil }
    for start in [start, wordStart(start, end)] where start < end {
      if let kind = SecretName((start..<end).map { text[$0] }) {
        return SecretKey(kind: kind, range: start..<end, isQuoted: isQuoted)
      }
    }
    return nil
  }

  /// The place before a quote that ends at a place, in whatever way it is escaped.
  private func withoutQuote(before end: Int) -> Int {
    if let start = withoutShellQuote(before: end) { return start }
    for escaped in Self.escapedQuotes where text.holds(word: escaped, at: end - escaped.count) {
      return withoutBackslashes(before: end - escaped.count)
    }
    guard end > 0, text[end - 1].isQuote else { return end }
    return withoutBackslashes(before: end - 1)
  }

  /// The place before the backslashes that end at a place.
  func withoutBackslashes(before end: Int) -> Int {
    var start = end
    while start > 0, end - start <= Self.deepestEscape, text[start - 1] == UInt8(ascii: "\\") {
      start -= 1
    }
    return start
  }

  /// Where a name begins of which the first letters are the rest of an escape: `\n`, `\u0022`, `%22`,
  /// or of a colour.
  private func wordStart(_ start: Int, _ end: Int) -> Int {
    switch text.byte(start - 1) {
    case UInt8(ascii: "\\"): text[start] == UInt8(ascii: "u") ? min(start + 5, end) : start + 1
    case UInt8(ascii: "%"): min(start + 2, end)
    case UInt8(ascii: "["), UInt8(ascii: ";"):
      min(text.end(from: start, within: 4, where: \.isDigit) + 1, end)
    default: end
    }
  }

  static var escapedQuotes: [[UInt8]] {
    KnownBytes.escapedQuotes
  }
  /// Backslashes before a quote that are looked at.
  static var deepestEscape: Int { 31 }
  /// Bytes by which a value without quotes is judged.
  static var longestValue: Int { 1024 }
}
