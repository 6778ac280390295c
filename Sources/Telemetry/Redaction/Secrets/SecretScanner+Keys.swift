/// Private keys in the form of PEM.
extension SecretScanner where Text: ReadableBytes {
  /// Hides a private key from its first dash to its last, on however many lines.
  mutating func passDash() {
    guard let body = keyBody(), let end = keyEnd(from: body) else {
      index += 1
      return
    }
    found(index..<end, "pem")
  }

  /// Where the body begins of a key of which the first line stands here.
  private func keyBody() -> Int? {
    guard text.byte(index - 1) != UInt8(ascii: "-") else { return nil }
    let dashes = text.end(from: index, within: 8) { $0 == UInt8(ascii: "-") }
    let label = text.end(from: dashes, within: 1) { $0 == 0x20 }
    guard dashes - index >= 4, text.holds(Self.begin, at: label) else { return nil }
    let start = label + Self.begin.count
    let end = text.end(from: start, within: 64) {
      $0.isUppercase || $0.isDigit || $0 == 0x20 || $0 == UInt8(ascii: "+")
    }
    let isKey = (start..<end).contains { text.holds(Self.privateKey, at: $0) }
    guard isKey, text.byte(end) == UInt8(ascii: "-") else { return nil }
    return text.end(from: end, within: 8) { $0 == UInt8(ascii: "-") }
  }

  /// Where a key ends of which the body begins at a place: behind its last line, or where no more of
  /// it follows. nil if no key follows, as in prose about keys.
  private mutating func keyEnd(from body: Int) -> Int? {
    var run = 0
    var place = body
    var isKey = false
    while place < text.count, place < noKeyEndsFrom {
      if text.holds(Self.end, at: place) {
        let label = text.end(from: place + Self.end.count, within: 64) { $0 != UInt8(ascii: "-") }
        let end = text.end(from: label, within: 8) { $0 == UInt8(ascii: "-") }
        return isKey ? max(end, label) : nil
      }
      // Where the next begins this one was cut, and no end is its own.
      if text.holds(Self.begin, at: place), text[place - 1] == UInt8(ascii: "-") {
        return openEnd(from: body)
      }
      run = text[place].isBase64 ? run + 1 : 0
      isKey = isKey || run >= Self.shortestRun
      place += 1
    }
    noKeyEndsFrom = min(noKeyEndsFrom, body)
    return openEnd(from: body)
  }

  /// The end of a key that was cut: as far as there are only letters of Base64 in lines.
  private func openEnd(from body: Int) -> Int? {
    var run = 0
    var isKey = false
    var end = body
    while end < text.count {
      let byte = text[end]
      if isKey, byte.isQuote || byte == UInt8(ascii: ","), let next = nextLine(from: end) {
        end = next
        continue
      }
      guard
        byte.isBase64 || byte.isSpace || byte == UInt8(ascii: "\\") || !isKey && end - body < 256
      else { break }
      run = byte.isBase64 ? run + 1 : 0
      isKey = isKey || run >= Self.shortestRun
      // Behind the lines of a key, words with spaces between them are prose.
      if isKey && byte.isBlank { break }
      end += 1
    }
    return isKey ? end : nil
  }

  /// Where the next line of a key begins whose lines are texts of a list; nil where none does.
  private func nextLine(from place: Int) -> Int? {
    let start = text.end(from: place, within: 16) {
      $0.isSpace || $0.isQuote || ",+\\".utf8.contains($0)
    }
    let end = text.end(from: start, within: Self.shortestRun, where: \.isBase64)
    return end - start == Self.shortestRun ? start : nil
  }

  /// Letters of Base64 in a row that no prose has.
  private static var shortestRun: Int { 16 }
  private static var begin: [UInt8] { KnownBytes.begin }
  private static var privateKey: [UInt8] { KnownBytes.privateKey }
  private static var end: [UInt8] { KnownBytes.end }
}
