import Events
import Telemetry

/// Conditions: what holds of an event or does not.
extension Parser {
  /// A condition or a value.
  mutating func expression() throws(AnalysisError) -> Expression {
    try nested { (parser) throws(AnalysisError) in try parser.disjunction() }
  }

  /// A condition, and nothing else.
  mutating func condition() throws(AnalysisError) -> Expression {
    // A method of a copy would not know how far the parser has come.
    let expression = try expression()
    return try condition(expression)
  }

  private func condition(_ expression: Expression) throws(AnalysisError) -> Expression {
    guard expression.condition == nil else { return expression }
    let end = token.kind == .end
    let what = "one of = != < <= > >= ~ in contains exists"
    if end && expression.range.upperBound == passed {
      throw mistake("has no operator after its value; write \(what) behind it", at: passed)
    }
    throw mistake(
      "has a value where a condition must stand; write \(what) behind it",
      at: expression.range.lowerBound)
  }

  private mutating func disjunction() throws(AnalysisError) -> Expression {
    let first = try conjunction()
    guard token.keyword == "or" else { return first }
    var parts = [try condition(first)]
    while pass(keyword: "or") {
      let part = try conjunction()
      parts.append(try condition(part))
    }
    return truth(.any(parts), from: first)
  }

  private mutating func conjunction() throws(AnalysisError) -> Expression {
    let first = try negation()
    guard token.keyword == "and" else { return first }
    var parts = [try condition(first)]
    while pass(keyword: "and") {
      let part = try negation()
      parts.append(try condition(part))
    }
    return truth(.all(parts), from: first)
  }

  private mutating func negation() throws(AnalysisError) -> Expression {
    let start = token.range.lowerBound
    guard pass(keyword: "not") else { return try relation() }
    let inner = try nested { (parser) throws(AnalysisError) in try parser.negation() }
    let negated = try condition(inner)
    return Expression(.truth(.not(negated)), .flag, at: start..<passed)
  }

  func truth(_ condition: Condition, from first: Expression) -> Expression {
    Expression(.truth(condition), .flag, at: first.range.lowerBound..<passed)
  }

  private mutating func relation() throws(AnalysisError) -> Expression {
    // A quoted text before an operator is the name of a field.
    let left: Expression
    if case .text(let name) = token.kind, beginsRelation(next) {
      guard !name.isEmpty else { throw mistake("has a field without a name; write one") }
      left = Expression(.field(FieldPath(name)), .any, at: token.range)
      pass()
    } else {
      left = try sum()
    }
    guard beginsRelation(token) else { return left }
    if left.condition != nil {
      throw unexpected("and, or")
    }
    if let keyword = token.keyword { return try relation(left, keyword) }
    guard case .symbol(let symbol) = token.kind else { return left }
    if symbol == .matches || symbol == .matchesNot { return try search(left, symbol) }
    guard let comparison = Condition.Comparison(rawValue: symbol.rawValue) else { return left }
    pass()
    let right = try operand()
    return try self.comparison(left, comparison, right)
  }

  private func beginsRelation(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol):
      symbol == .matches || symbol == .matchesNot
        || Condition.Comparison(rawValue: symbol.rawValue) != nil
    default: ["in", "contains", "exists"].contains(token.keyword) || isNotIn(token)
    }
  }

  private func isNotIn(_ token: Token) -> Bool { token.keyword == "not" }

  private mutating func relation(_ left: Expression, _ keyword: String) throws(AnalysisError)
    -> Expression
  {
    switch keyword {
    case "exists":
      pass()
      return truth(.exists(left), from: left)
    case "contains":
      pass()
      let literal = try literal("a text or a number")
      if literal.isNull { throw nullMistake(at: passed) }
      return truth(.contains(left, literal), from: left)
    case "in":
      pass()
      let values = try members(for: left)
      return truth(.member(left, values), from: left)
    default:
      pass()
      guard pass(keyword: "in") else { throw unexpected("in") }
      let values = try members(for: left)
      return truth(.notMember(left, values), from: left)
    }
  }

  /// The values between parentheses behind `in`.
  private mutating func members(for left: Expression) throws(AnalysisError) -> [Datum] {
    guard pass(.open) else { throw unexpected("( with values between commas") }
    var members: [Datum] = []
    repeat {
      let place = token.range
      let literal = try literal("a value")
      if literal.isNull { throw nullMistake(at: place.lowerBound) }
      members.append(try meaning(of: literal, at: place, beside: left))
    } while pass(.comma)
    guard pass(.close) else { throw unexpected("a comma or )") }
    return members
  }

  private mutating func search(_ left: Expression, _ symbol: Token.Symbol) throws(AnalysisError)
    -> Expression
  {
    guard left.type == .any || left.type == .text else {
      throw mistake("looks for a pattern in \(left.type.words); only texts have patterns")
    }
    pass()
    let start = token.range.lowerBound
    let source = try literal("a pattern in quotes")
    do throws(PatternError) {
      let pattern = SearchPattern(try Pattern(source.text))
      return truth(
        symbol == .matches ? .matches(left, pattern) : .matchesNot(left, pattern), from: left)
    } catch {
      throw mistake("has a pattern that cannot be used: \(error.message)", at: start)
    }
  }

  /// A value that stands there as it is.
  mutating func literal(_ wanted: String) throws(AnalysisError) -> Literal {
    switch token.kind {
    case .text(let text):
      pass()
      return Literal(text: text, isQuoted: true)
    case .word(let word) where token.keyword == nil:
      pass()
      return Literal(text: word, isQuoted: false)
    default: throw unexpected(wanted)
    }
  }

  func nullMistake(at place: Int) -> AnalysisError {
    mistake("compares with null, which is absent; write exists, or not … exists", at: place)
  }
}
