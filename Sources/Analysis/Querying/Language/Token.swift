/// A piece of a text of the language.
struct Token: Equatable {
  enum Kind: Equatable {
    /// A name, a number, a keyword: whatever stands together without a space.
    case word(String)
    /// A text between double or single quotes.
    case text(String)
    /// A field's name between backquotes.
    case name(String)
    case symbol(Symbol)
    /// Behind the last piece.
    case end
  }

  enum Symbol: String {
    case open = "("
    case close = ")"
    case comma = ","
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case matches = "~"
    case matchesNot = "!~"
  }

  let kind: Kind
  /// Its bytes.
  let range: Range<Int>

  /// Words that are no names unless they stand between backquotes.
  static let keywords: Set<String> = [
    "and", "or", "not", "in", "contains", "exists", "as", "then", "within", "by",
  ]

  /// The keyword that it is, in small letters; nil for every other piece.
  var keyword: String? {
    guard case .word(let word) = kind else { return nil }
    // Either all small or all large, as in SQL.
    if Self.keywords.contains(word) { return word }
    let small = word.lowercased()
    return word == word.uppercased() && Self.keywords.contains(small) ? small : nil
  }

  func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}
