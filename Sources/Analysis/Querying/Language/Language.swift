import Events

/// The language of questions: texts to what they ask.
package enum Language {
  /// Reads a condition, as `--where` takes it.
  ///
  /// `FIELD OP VALUE` means what `FieldCondition` says, whatever signs the value has in it; all else is
  /// of the grammar of `Parser`.
  ///
  /// - Throws: `syntax` with the place of the mistake.
  package static func condition(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> Expression
  {
    if let simple = try? FieldCondition(parsing: text), !isOfGrammar(simple, text) {
      return expression(simple, of: text)
    }
    var parser = try Parser(text, in: context)
    if parser.isAtEnd {
      throw parser.mistake("is empty; write a condition such as duration_s > 60")
    }
    let condition = try parser.condition()
    try parser.end(after: "and, or")
    return condition
  }

  /// Reads a value, as in a list of columns.
  ///
  /// - Throws: as `condition`.
  package static func value(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> Expression
  {
    var parser = try Parser(text, in: context)
    let value = try parser.expression()
    try parser.end(after: "a sign of arithmetic")
    return value
  }

  /// Reads a list of values with their names: `a, b.c, end_s - start_s as took`.
  ///
  /// - Throws: as `condition`.
  package static func columns(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> [Column]
  {
    var parser = try Parser(text, in: context)
    return try parser.columns()
  }

  /// Reads what events are summed up to: `count, p95(latency_ms), sum(cost_usd) as cost`.
  ///
  /// - Throws: as `condition`.
  package static func aggregates(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> [Aggregate]
  {
    var parser = try Parser(text, in: context)
    return try parser.aggregates()
  }

  /// Reads an order: `count desc, name`.
  ///
  /// - Throws: as `condition`.
  package static func orders(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> [Ordering]
  {
    var parser = try Parser(text, in: context)
    return try parser.orders()
  }

  /// Reads a sequence: `A then B within 5m by issue_id`.
  ///
  /// - Throws: as `condition`.
  package static func sequence(_ text: String, in context: LanguageContext) throws(AnalysisError)
    -> EventSequence
  {
    var parser = try Parser(text, in: context)
    return try parser.sequence()
  }

  /// Whether a text that could be a field, an operator and a value means more: parentheses around it,
  /// or a call.
  private static func isOfGrammar(_ condition: FieldCondition, _ text: String) -> Bool {
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    let isQuoted = trimmed.first == "\"" || trimmed.first == "'"
    if !isQuoted, condition.field.utf8.contains(where: { "(),`~".utf8.contains($0) }) {
      return true
    }
    guard case .string(let operand) = condition.operand, condition.comparison != .exists else {
      return false
    }
    let last = text.last { $0 != " " && $0 != "\t" }
    if last == "\"" || last == "'" { return false }
    if operand.first == "`" { return true }
    guard let open = operand.firstIndex(of: "(") else { return false }
    return Function(rawValue: String(operand[..<open])) != nil
  }

  private static func expression(_ condition: FieldCondition, of text: String) -> Expression {
    let range = 0..<text.utf8.count
    let field = Expression(.field(FieldPath(condition.field)), .any, at: range)
    let literal = Literal(condition.operand)
    let operand = Expression(.constant(Datum(condition.operand)), literal.type, at: range)
    func truth(_ condition: Condition) -> Expression {
      Expression(.truth(condition), .flag, at: range)
    }
    switch condition.comparison {
    case .exists: return truth(.exists(field))
    case .contains: return truth(.contains(field, literal))
    case .equal: return truth(.comparison(field, .equal, operand))
    case .notEqual: return truth(.comparison(field, .notEqual, operand))
    case .less: return truth(.comparison(field, .less, operand))
    case .lessOrEqual: return truth(.comparison(field, .lessOrEqual, operand))
    case .greater: return truth(.comparison(field, .greater, operand))
    case .greaterOrEqual: return truth(.comparison(field, .greaterOrEqual, operand))
    }
  }
}

extension Literal {
  /// A literal that means a value.
  init(_ value: Value) {
    switch value {
    case .string(let text): self.init(text: text, isQuoted: true)
    default: self.init(text: JSONWriter.text(of: value), isQuoted: false)
    }
  }
}
