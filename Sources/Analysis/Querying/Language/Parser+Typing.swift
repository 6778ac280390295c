import Events

/// What goes together: kinds of values that are known before any event was seen.
extension Parser {
  /// A comparison of two values, of which a literal takes the kind of the other.
  func comparison(_ left: Expression, _ comparison: Condition.Comparison, _ right: Expression)
    throws(AnalysisError) -> Expression
  {
    for side in [left, right] {
      if side.condition != nil {
        throw mistake("compares a condition; compare values", at: side.range.lowerBound)
      }
      if case .literal(let literal) = side.kind, literal.isNull {
        throw nullMistake(at: side.range.lowerBound)
      }
    }
    var (one, other) = (try typed(left, beside: right), try typed(right, beside: left))
    (one, other) = (asked(one, beside: other), asked(other, beside: one))
    if one.type != .any, other.type != .any, one.type != other.type {
      throw mistake(
        "compares \(one.type.words) with \(other.type.words)\(hint(left, other))",
        at: right.range.lowerBound)
    }
    if one.type == .flag || other.type == .flag, comparison != .equal, comparison != .notEqual {
      throw mistake(
        "has no order: true and false take = and != only", at: right.range.lowerBound)
    }
    return truth(.comparison(one, comparison, other), from: left)
  }

  /// A value of any kind that is compared with a time or a length of time is read as one.
  private func asked(_ expression: Expression, beside other: Expression) -> Expression {
    guard expression.type == .any, expression.constant == nil else { return expression }
    switch other.type {
    case .time: return Expression(.call(.time, [expression]), .time, at: expression.range)
    case .duration:
      return Expression(.call(.duration, [expression]), .duration, at: expression.range)
    default: return expression
    }
  }

  private func hint(_ left: Expression, _ right: Expression) -> String {
    guard case .literal(let literal) = left.kind, !literal.isQuoted else { return "" }
    return "; a field of that name stands between backquotes: `\(literal.text)`"
  }

  /// A literal as what it is beside another expression; everything else as it is.
  private func typed(_ expression: Expression, beside other: Expression) throws(AnalysisError)
    -> Expression
  {
    guard case .literal(let literal) = expression.kind else { return expression }
    let datum = try meaning(of: literal, at: expression.range, beside: other)
    let type = other.type == .any || isLiteral(other) ? literal.type : other.type
    return Expression(.constant(datum), type, at: expression.range)
  }

  private func isLiteral(_ expression: Expression) -> Bool {
    if case .literal = expression.kind { true } else { false }
  }

  /// What a literal means beside an expression.
  func meaning(of literal: Literal, at range: Range<Int>, beside other: Expression)
    throws(AnalysisError) -> Datum
  {
    if case .call(.outcome, _) = other.kind { return try outcome(literal, at: range) }
    if isLiteral(other) { return literal.datum }
    return try datum(of: literal, as: other.type, at: range)
  }

  private func outcome(_ literal: Literal, at range: Range<Int>) throws(AnalysisError) -> Datum {
    guard let outcome = Outcome(rawValue: literal.text) ?? Outcome(word: literal.text) else {
      let known = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
      throw mistake(
        "has '\(literal.text)', which is no outcome; there are \(known)", at: range.lowerBound)
    }
    return .text(Label(outcome.rawValue))
  }

  private func datum(of literal: Literal, as type: ValueType, at range: Range<Int>)
    throws(AnalysisError) -> Datum
  {
    switch type {
    case .any, .flag: return literal.datum
    case .text: return .text(Label(literal.text))
    case .number:
      if case .number = literal.type { return literal.datum }
      throw mistake("has '\(literal.text)' where a number must stand", at: range.lowerBound)
    case .duration:
      if let length = literal.duration { return .duration(length) }
      throw mistake(
        "has '\(literal.text)' where a length of time must stand, with its unit: 250ms, 5s, 1m30s, "
          + "2h, 7d", at: range.lowerBound)
    case .time:
      if let time = literal.time(in: zone) { return .time(time) }
      throw mistake(
        "has '\(literal.text)' where a time must stand: 2026-02-13, 2026-02-13T10:00:00Z, or such as "
          + "now() - 7d", at: range.lowerBound)
    }
  }

  /// A literal as an argument of a kind.
  func typed(_ expression: Expression, as type: ValueType) throws(AnalysisError) -> Expression {
    guard case .literal(let literal) = expression.kind else { return expression }
    let datum = try datum(of: literal, as: type, at: expression.range)
    return Expression(.constant(datum), type, at: expression.range)
  }

  /// Two values that are added, and so on.
  func arithmetic(_ left: Expression, _ sign: ArithmeticSign, _ right: Expression)
    throws(AnalysisError) -> Expression
  {
    for side in [left, right] where side.type == .flag || side.type == .text {
      throw mistake(
        "computes with \(side.type.words); there is \(sign.rawValue) of numbers, times and lengths "
          + "of time", at: side.range.lowerBound)
    }
    guard let type = Self.type(left.type, sign, right.type) else {
      throw mistake(
        "has \(left.type.words) \(sign.rawValue) \(right.type.words), which there is not",
        at: left.range.lowerBound)
    }
    let range = left.range.lowerBound..<max(left.range.lowerBound, right.range.upperBound)
    return try checked(folded(Expression(.arithmetic(left, sign, right), type, at: range)))
  }

  private static func type(_ left: ValueType, _ sign: ArithmeticSign, _ right: ValueType)
    -> ValueType?
  {
    switch (left, sign, right) {
    case (.number, _, .number), (.duration, .over, .duration): .number
    case (.duration, .plus, .duration), (.duration, .minus, .duration), (.time, .minus, .time),
      (.duration, .times, .number), (.number, .times, .duration), (.duration, .over, .number):
      .duration
    case (.time, .plus, .duration), (.duration, .plus, .time), (.time, .minus, .duration): .time
    case (.any, _, _), (_, _, .any): .any
    default: nil
    }
  }

  /// What is the same whatever the event is computed once.
  func folded(_ expression: Expression) -> Expression {
    let datum: Datum
    switch expression.kind {
    case .arithmetic(let left, let sign, let right):
      guard let left = left.constant, let right = right.constant else { return expression }
      datum = .computing(left, sign, right)
    case .negated(let inner):
      guard let inner = inner.constant else { return expression }
      datum = inner.negated
    default: return expression
    }
    return Expression(.constant(datum), expression.type, at: expression.range)
  }
}
