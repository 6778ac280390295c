/// A quote that opens a text, however often it was escaped on its way.
struct OpeningQuote {
  /// Bytes of it, with its backslashes.
  let length: Int
  /// The byte that closes.
  let byte: UInt8
  /// Backslashes before it.
  let depth: Int
  /// How it is written where that is not as a byte.
  let escaped: [UInt8]

  /// Whether a quote behind so many backslashes ends the text: those of its own depth, and before them
  /// any number that stand for one in the text.
  func closes(_ backslashes: Int) -> Bool {
    backslashes <= depth || backslashes % (2 * (depth + 1)) == depth
  }
}

extension SecretScanner where Text: ReadableBytes {
  /// The quote at a place; nil where there is none.
  func openingQuote(at start: Int) -> OpeningQuote? {
    let place = text.end(from: start, within: Self.deepestEscape) { $0 == UInt8(ascii: "\\") }
    let depth = place - start
    for escaped in Self.escapedQuotes where text.holds(word: escaped, at: place) {
      guard depth > 0 || escaped[0] != UInt8(ascii: "u") else { continue }
      return OpeningQuote(
        length: depth + escaped.count, byte: escaped[0], depth: depth, escaped: escaped)
    }
    let byte = text.byte(place)
    guard byte.isQuote else { return nil }
    if depth == 0, let shell = shellQuote(at: place) {
      return OpeningQuote(
        length: shell.count, byte: byte, depth: 0, escaped: shell.map { text[$0] })
    }
    // Three of them open a text that three of them close.
    let isTriple = text.byte(place + 1) == byte && text.byte(place + 2) == byte
    return OpeningQuote(
      length: depth + (isTriple ? 3 : 1), byte: byte, depth: depth, escaped: [])
  }

  /// A quote as a shell has it within quotes of the same kind: `'\''`, and so on within those.
  private func shellQuote(at place: Int) -> Range<Int>? {
    guard text.byte(place) == Self.single, text.byte(place + 1) == Self.backslash else {
      return nil
    }
    let run = place..<text.end(from: place, within: Self.deepestEscape, where: \.isOfShellQuote)
    return run.count >= 4 && text[run.upperBound - 1] == Self.single ? run : nil
  }

  /// The place before such a quote that ends at a place; nil where none does.
  func withoutShellQuote(before end: Int) -> Int? {
    guard text.byte(end - 1) == Self.single, text.byte(end - 2) == Self.single else { return nil }
    var start = end
    while start > 0, end - start < Self.deepestEscape, text[start - 1].isOfShellQuote {
      start -= 1
    }
    let run = start..<end
    return text[start] == Self.single && run.contains { text[$0] == Self.backslash } ? start : nil
  }

  private static var single: UInt8 { UInt8(ascii: "'") }
  private static var backslash: UInt8 { UInt8(ascii: "\\") }

  /// Where the text behind a quote ends: at the next of its kind that is not escaped more often, or at
  /// the end of the line where there is none near.
  func closing(_ quote: OpeningQuote, from start: Int) -> Int {
    var place = start
    var backslashes = 0
    var lineEnd: Int?
    while place < text.count {
      let byte = text[place]
      if byte == quote.byte, quote.closes(backslashes), isWritten(quote, at: place) {
        return place - min(backslashes, quote.depth)
      }
      if byte.isNewline, lineEnd == nil { lineEnd = place }
      if let lineEnd, place - start > Self.farthestQuote { return lineEnd }
      backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
      place += 1
    }
    return lineEnd ?? place
  }

  private func isWritten(_ quote: OpeningQuote, at place: Int) -> Bool {
    quote.escaped.isEmpty || text.holds(word: quote.escaped, at: place)
  }

  /// Bytes behind which the closing quote is not looked for in other lines.
  private static var farthestQuote: Int { 4096 }
}

extension UInt8 {
  /// What quotes within quotes are made of in a shell.
  fileprivate var isOfShellQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\\") }
}
