package import Events

/// Reads the language of questions.
///
/// ```
/// condition  = conjunction { "or" conjunction }
/// conjunction = negation { "and" negation }
/// negation   = "not" negation | relation
/// relation   = sum [ comparison | membership | search | "contains" literal | "exists" ]
/// sum        = product { ("+" | "-") product }
/// product    = factor { ("*" | "/") factor }
/// factor     = "-" factor | "(" condition ")" | call | field | literal
/// ```
struct Parser {
  let text: String
  let zone: Zone
  let now: Timestamp
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  /// How many parentheses, negations and operands may be in each other.
  private static let deepest = 100

  init(_ text: String, in context: LanguageContext) throws(AnalysisError) {
    self.text = text
    zone = context.zone
    now = context.now
    tokens = try Lexer.tokens(of: text)
  }

  var token: Token { tokens[min(index, tokens.count - 1)] }
  var next: Token { tokens[min(index + 1, tokens.count - 1)] }
  var isAtEnd: Bool { token.kind == .end }

  /// The end of the last piece that was passed.
  var passed: Int { index == 0 ? 0 : tokens[index - 1].range.upperBound }

  mutating func pass() { index += 1 }

  mutating func pass(_ symbol: Token.Symbol) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    index += 1
    return true
  }

  mutating func pass(keyword: String) -> Bool {
    guard token.keyword == keyword else { return false }
    index += 1
    return true
  }

  func mistake(_ what: String, at place: Int? = nil) -> AnalysisError {
    .syntax(SyntaxMistake(text, at: place ?? token.range.lowerBound, what))
  }

  /// Says what was found where something else could stand.
  func unexpected(_ wanted: String) -> AnalysisError {
    switch token.kind {
    case .end: mistake("ends where \(wanted) could stand")
    default: mistake("has '\(piece(token))' where \(wanted) could stand")
    }
  }

  func piece(_ token: Token) -> String {
    let bytes = Array(text.utf8)[token.range]
    let piece = String(decoding: bytes, as: UTF8.self)
    return piece.count <= 40 ? piece : piece.prefix(40) + "…"
  }

  func end(after wanted: String) throws(AnalysisError) {
    if isAtEnd { return }
    if case .word = token.kind, index > 0, case .word = tokens[index - 1].kind {
      throw mistake(
        "has '\(piece(token))' where \(wanted) or the end could stand; a value of several words "
          + "stands in quotes")
    }
    throw unexpected("\(wanted) or the end")
  }

  /// Keeps what is in each other from being too deep for whoever walks through it.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(AnalysisError) -> Result
  ) throws(AnalysisError) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw mistake("has more than \(Self.deepest) parts in each other; write fewer")
    }
    return try body(&self)
  }

  func checked(_ expression: Expression) throws(AnalysisError) -> Expression {
    guard expression.depth <= Self.deepest else {
      throw mistake(
        "has more than \(Self.deepest) operands in each other; put parentheses around some",
        at: expression.range.lowerBound)
    }
    return expression
  }
}

/// What a text of the language is read by.
package struct LanguageContext: Sendable {
  /// The clock of times that say no zone.
  package var zone: Zone
  /// What `now()` means.
  package var now: Timestamp

  package init(zone: Zone = .utc, now: Timestamp) {
    self.zone = zone
    self.now = now
  }
}
