/// A value that stands without quotes.
struct BareValue {
  let range: Range<Int>
  /// Whether white space stands before it, as it does in prose.
  let isLoose: Bool
  let isColon: Bool
}

/// Whether a value is a secret, or only says where one is or what it is like.
extension SecretScanner where Text: ReadableBytes {
  /// What must be hidden of a value without quotes.
  func secret(_ value: BareValue, of key: SecretKey) -> Range<Int>? {
    let range = value.range
    let letters = Letters(text, range)
    guard !isPlaceholder(range), key.kind.hides(letters) else { return nil }
    if key.kind == .auth { return isNameAndPassword(range) ? range : nil }
    if key.kind != .password, isPath(range) { return nil }
    if letters.digits == letters.count {
      let isNumber = key.isQuoted || key.kind == .secret && letters.count < 10
      return isNumber || value.isLoose && isPlainWord(wordBehind(range)) ? nil : range
    }
    if isIdentifier(value, letters, of: key) || isInnocentWord(range) { return nil }
    guard isPlainWord(range), value.isLoose else { return range }
    if value.isColon {
      // What a program shows is hardly ever a word, and a word behind a colon is often prose.
      if key.kind == .secret, range.count < Self.shortestWord { return nil }
      if isFault(before: key.range.lowerBound) { return nil }
    }
    return passphrase(range)
  }

  /// Whether a value is none: empty, hidden already, a mask, or a name for what is put there.
  func isPlaceholder(_ range: Range<Int>) -> Bool {
    guard range.count > 0 else { return true }
    if Redacted.end(in: text, at: range.lowerBound) != nil || isCut(at: range.lowerBound) {
      return true
    }
    guard range.count <= 256 else { return false }
    let (first, last) = (text[range.lowerBound], text[range.upperBound - 1])
    switch first {
    case UInt8(ascii: "$"): return isReference(range)
    case UInt8(ascii: "<"):
      return last == UInt8(ascii: ">") || isWordOnly(range.dropFirst())
    case UInt8(ascii: "{"):
      return last == UInt8(ascii: "}") || isWordOnly(range.dropFirst())
        || text.byte(range.lowerBound + 1) == first
    case UInt8(ascii: "%"): return range.count <= 2 || last == first || last == UInt8(ascii: "s")
    default: break
    }
    if range.allSatisfy({ text[$0] == first }) && !first.isAlphanumeric { return true }
    return isMask(range) || Words.values.contains(short(range)) || isCapitalName(range)
  }

  /// `$NAME`, `${…}`, `$(…)`: a shell or a template puts the value there.
  private func isReference(_ range: Range<Int>) -> Bool {
    let next = text.byte(range.lowerBound + 1)
    if next == UInt8(ascii: "{") || next == UInt8(ascii: "(") { return true }
    return range.count > 1 && isWordOnly(range.dropFirst())
  }

  /// Letters, `_` and what strings names together, with no digit in it.
  private func isWordOnly(_ range: Range<Int>) -> Bool {
    range.allSatisfy {
      text[$0].isPartOfName && !text[$0].isDigit || " []()>'".utf8.contains(text[$0])
    }
  }

  /// Letters of a word that may be a token.
  private static var shortestWord: Int { 12 }

  /// `****`, `xxxx`, `••••`, with anything that is shown of what they hide.
  private func isMask(_ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    let stars = text.end(from: start, within: range.count) {
      $0 == UInt8(ascii: "*") || $0 | 0x20 == UInt8(ascii: "x") || !($0 < 0x80)
    }
    let hasBullets =
      text[start] == 0xE2 && (text.byte(start + 1) == 0x80 || text.byte(start + 1) == 0x97)
    if text[start] >= 0x80 && !hasBullets { return false }
    return stars == range.upperBound || stars - start >= 3 && text[start] == UInt8(ascii: "*")
  }

  /// `YOUR_API_KEY`, `API_TOKEN`: what stands for a value in an example.
  private func isCapitalName(_ range: Range<Int>) -> Bool {
    let bytes = range.map { text[$0] }
    guard bytes.allSatisfy({ $0.isPartOfName && !$0.isDigit }) else { return false }
    let words = NameWords(bytes).words
    if let first = words.first, ["your", "my", "insert", "enter"].contains(first), words.count > 1 {
      return bytes.contains { !$0.isLetter }
    }
    return bytes.allSatisfy { !$0.isLowercase } && SecretName(bytes) != nil
  }

  /// A text that was cut right here.
  private func isCut(at place: Int) -> Bool { text.holds(Truncation.opening, at: place) }

  /// A value that is a name of a secret in a program: `token=self.token`, `password=user_password`.
  private func isIdentifier(
    _ value: BareValue, _ letters: Letters, of key: SecretKey
  ) -> Bool {
    let range = value.range
    guard !letters.hasDigits, range.count <= SecretName.longest else { return false }
    let isSymbol = ":@&*".utf8.contains(text[range.lowerBound])
    let bytes = range.dropFirst(isSymbol ? 1 : 0).map { text[$0] }
    guard bytes.allSatisfy({ $0.isPartOfName || $0 == UInt8(ascii: "?") }) else { return false }
    guard SecretName(bytes) != nil else { return false }
    let words = NameWords(bytes).words
    let isCompound = bytes.contains(UInt8(ascii: "_")) || bytes.contains(UInt8(ascii: "."))
    if words.count == 1 { return isCompound || Words.secrets.contains(words[0]) }
    // In a program something stands around a name; alone behind a sign it is what somebody set.
    let isAlone = !value.isLoose && !",;)]}.".utf8.contains(text.byte(range.upperBound))
    if isAlone, !isCompound, words != NameWords(key.range.map { text[$0] }).words { return false }
    let isProud = ["super", "my", "very", "top"].contains(words[0])
    return !isProud && (isCompound || bytes[0].isLowercase || words == ["api", "key"])
  }
}
