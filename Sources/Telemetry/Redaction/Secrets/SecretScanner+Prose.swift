/// Telling a value from prose and from the code of a program.
extension SecretScanner where Text: ReadableBytes {
  /// Whether a program computes the value: a call, an element, a member of something known.
  func isCode(at start: Int) -> Bool {
    let first = text.byte(start)
    if first == UInt8(ascii: ".") || first == UInt8(ascii: "&") {
      let end = text.end(from: start + 1, within: 64) { $0.isWord && !$0.isDigit }
      return end > start + 1 && !text.byte(end).isAlphanumeric && text.byte(end).isSpaceOrCloser
    }
    let end = text.end(from: start, within: 64) {
      $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    guard end > start else {
      return first == UInt8(ascii: "(") || first == UInt8(ascii: "[") && !isMark(start)
    }
    switch text.byte(end) {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"): return true
    default: break
    }
    guard text.byte(end).isSpaceOrCloser else { return false }
    let head = text.end(from: start, within: end - start, where: \.isLetter)
    return text.byte(head) == UInt8(ascii: ".") && head + 1 < end
      && Words.heads.contains(text.lowercased(start..<head))
  }

  private func isMark(_ start: Int) -> Bool { Redacted.end(in: text, at: start) != nil }

  /// A word of letters, perhaps with `-` or `'` in it.
  func isPlainWord(_ range: Range<Int>) -> Bool {
    !range.isEmpty && range.count <= 40
      && range.allSatisfy {
        text[$0].isLetter || text[$0] == UInt8(ascii: "'") || text[$0] == UInt8(ascii: "-")
      }
  }

  /// Whether a word tells about values and is none.
  func isInnocentWord(_ range: Range<Int>) -> Bool {
    let word = short(range)
    return Words.values.contains(word) || Words.prose.contains(word)
  }

  /// A range as a text in small letters; empty if it is too long to be a word.
  func short(_ range: Range<Int>) -> String {
    range.count <= 24 ? text.lowercased(range) : ""
  }

  /// The word behind a value in the same line; empty where there is none.
  func wordBehind(_ range: Range<Int>) -> Range<Int> {
    let start = text.end(from: range.upperBound, within: 4, where: \.isBlank)
    return start..<text.end(from: start, within: 32, where: \.isLetter)
  }

  /// Whether the name before the colon is that of a fault: `unexpected token: end`.
  func isFault(before start: Int) -> Bool {
    guard text.byte(start - 1) == 0x20 else { return false }
    var first = start - 1
    while first > 0, start - first < 16, text[first - 1].isLetter { first -= 1 }
    return Words.faults.contains(text.lowercased(first..<(start - 1)))
  }

  /// A plain word with what belongs to it: the words up to the end of the line if no sentence is made
  /// of them, and nil if one is.
  func passphrase(_ range: Range<Int>) -> Range<Int>? {
    var end = range.upperBound
    var isList = true
    for _ in 0..<8 {
      let start = text.end(from: end, within: 4) { $0.isBlank || ",.;:!?()".utf8.contains($0) }
      let next =
        start..<text.end(from: start, within: 32) { $0.isLetter || $0 == UInt8(ascii: "'") }
      if next.isEmpty { break }
      if Words.prose.contains(short(next)) { return nil }
      isList = isList && start == end + 1
      end = next.upperBound
    }
    let isLine = end == text.count || text[end].isNewline || text[end].isQuote
    return isLine && isList ? range.lowerBound..<end : range
  }
}

extension UInt8 {
  /// What may stand behind an expression.
  var isSpaceOrCloser: Bool { isSpace || ",;)]}?!".utf8.contains(self) }
}
