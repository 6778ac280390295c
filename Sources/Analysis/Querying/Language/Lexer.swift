import Events

/// Cuts a text into pieces.
///
/// A word is all that stands together: signs of arithmetic stand between spaces, so that names such as
/// `ll-auto` and `a/b` need no quotes.
struct Lexer {
  private let text: String
  private let bytes: [UInt8]
  private var place = 0

  /// Bytes of a text at most.
  static let longest = 16 << 10

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  static func tokens(of text: String) throws(AnalysisError) -> [Token] {
    guard text.utf8.count <= longest else {
      throw .question(
        "the question has \(text.utf8.count) bytes, and may have \(longest); write a shorter one")
    }
    var lexer = Lexer(text)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(AnalysisError) -> Token {
    while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
    guard place < bytes.count else { return Token(kind: .end, range: place..<place) }
    let start = place
    switch bytes[place] {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
      place += 1
      return symbol(from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return try quoted()
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      return try comparison()
    default: return word()
    }
  }

  private func symbol(from start: Int) -> Token {
    let sign = String(decoding: bytes[start..<place], as: UTF8.self)
    let symbol = Token.Symbol(rawValue: sign)
    return Token(kind: symbol.map { .symbol($0) } ?? .word(sign), range: start..<place)
  }

  private mutating func comparison() throws(AnalysisError) -> Token {
    let start = place
    while place < bytes.count, "=!<>".utf8.contains(bytes[place]) { place += 1 }
    if place < bytes.count, bytes[place] == UInt8(ascii: "~"),
      bytes[start..<place].elementsEqual("!".utf8)
    {
      place += 1
    }
    var sign = String(decoding: bytes[start..<place], as: UTF8.self)
    if sign == "==" { sign = "=" }
    guard let symbol = Token.Symbol(rawValue: sign) else {
      throw mistake(
        "has '\(sign)', which there is not; write one of = != < <= > >= ~ !~", at: start)
    }
    return Token(kind: .symbol(symbol), range: start..<place)
  }

  /// What stands between quotes: in double ones with the escapes of JSON, in others as it is.
  private mutating func quoted() throws(AnalysisError) -> Token {
    let start = place
    let quote = bytes[place]
    place += 1
    var isEscaped = false
    while place < bytes.count, bytes[place] != quote || isEscaped {
      isEscaped = quote == UInt8(ascii: "\"") && bytes[place] == UInt8(ascii: "\\") && !isEscaped
      place += 1
    }
    guard place < bytes.count else {
      let sign = Character(Unicode.Scalar(quote))
      throw mistake("has a quote that is not closed; write another \(sign) behind it", at: start)
    }
    let inner = Array(bytes[(start + 1)..<place])
    place += 1
    let content =
      quote == UInt8(ascii: "\"")
      ? JSONText.unescape(inner.span) : String(decoding: inner, as: UTF8.self)
    let isName = quote == UInt8(ascii: "`")
    if isName && content.isEmpty {
      throw mistake("has a field without a name; write one between the backquotes", at: start)
    }
    return Token(kind: isName ? .name(content) : .text(content), range: start..<place)
  }

  private mutating func word() -> Token {
    let start = place
    while place < bytes.count, !Self.isSpace(bytes[place]), !Self.ends(bytes[place]) { place += 1 }
    if place == start + 1, "+-*/~".utf8.contains(bytes[start]) { return symbol(from: start) }
    return Token(
      kind: .word(String(decoding: bytes[start..<place], as: UTF8.self)), range: start..<place)
  }

  private func mistake(_ what: String, at place: Int) -> AnalysisError {
    .syntax(SyntaxMistake(text, at: place, what))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func ends(_ byte: UInt8) -> Bool { "(),\"'`=!<>".utf8.contains(byte) }
}
