import Events

/// Values: fields, calls, arithmetic and literals.
extension Parser {
  mutating func sum() throws(AnalysisError) -> Expression {
    var left = try product()
    while case .symbol(let symbol) = token.kind, symbol == .plus || symbol == .minus {
      pass()
      let right = try product()
      left = try arithmetic(left, symbol == .plus ? .plus : .minus, right)
    }
    return left
  }

  private mutating func product() throws(AnalysisError) -> Expression {
    var left = try factor()
    while case .symbol(let symbol) = token.kind, symbol == .times || symbol == .over {
      pass()
      let right = try factor()
      left = try arithmetic(left, symbol == .times ? .times : .over, right)
    }
    return left
  }

  private mutating func factor() throws(AnalysisError) -> Expression {
    let start = token.range.lowerBound
    switch token.kind {
    case .symbol(.minus):
      pass()
      let inner = try nested { (parser) throws(AnalysisError) in try parser.factor() }
      guard ![.flag, .text, .time].contains(inner.type) else {
        throw mistake(
          "takes the negative of \(inner.type.words); there is one of numbers only",
          at: inner.range.lowerBound)
      }
      return folded(Expression(.negated(inner), inner.type, at: start..<passed))
    case .symbol(.open):
      pass()
      let inner = try expression()
      guard pass(.close) else { throw unexpected(")") }
      return Expression(inner.kind, inner.type, at: start..<passed)
    case .name(let name):
      pass()
      return Expression(.field(FieldPath(name)), .any, at: start..<passed)
    case .text(let text):
      pass()
      let literal = Literal(text: text, isQuoted: true)
      return Expression(.literal(literal), .text, at: start..<passed)
    case .word(let word) where token.keyword == nil:
      if next.isSymbol(.open) { return try call(word) }
      pass()
      return named(word, at: start..<passed)
    default: throw unexpected("a field, a value or (")
    }
  }

  /// What a word is by itself: a number, a length of time or an instant where it spells one, else a
  /// field.
  private func named(_ word: String, at range: Range<Int>) -> Expression {
    let literal = Literal(text: word, isQuoted: false)
    if literal.type != .text { return Expression(.literal(literal), literal.type, at: range) }
    if let first = word.utf8.first, (0x30...0x39).contains(first) {
      if let length = literal.duration {
        return Expression(.constant(.duration(length)), .duration, at: range)
      }
      if let time = literal.time(in: zone) {
        return Expression(.constant(.time(time)), .time, at: range)
      }
    }
    return Expression(.field(FieldPath(word)), .any, at: range)
  }

  /// What stands behind an operator of comparison: a word by itself is what it says, as in
  /// `tool = ll-auto`; the name of a field stands between backquotes there.
  mutating func operand() throws(AnalysisError) -> Expression {
    let isAlone: Bool =
      switch next.kind {
      case .symbol(let symbol): symbol == .close || symbol == .comma
      case .end, .text, .name: true
      case .word: true
      }
    if case .word(let word) = token.kind, token.keyword == nil, isAlone {
      let literal = Literal(text: word, isQuoted: false)
      defer { pass() }
      return Expression(.literal(literal), literal.type, at: token.range)
    }
    return try sum()
  }

  private mutating func call(_ word: String) throws(AnalysisError) -> Expression {
    let start = token.range.lowerBound
    guard let function = Function(rawValue: word) else {
      let names = Function.allCases.map(\.rawValue).sorted().joined(separator: ", ")
      throw mistake("calls '\(word)', which there is not; there are \(names)")
    }
    pass()
    pass()
    var arguments: [Expression] = []
    if !token.isSymbol(.close) {
      repeat { arguments.append(try expression()) } while pass(.comma)
    }
    guard pass(.close) else { throw unexpected("a comma or )") }
    return try called(function, arguments, at: start..<passed)
  }

  private func called(_ function: Function, _ arguments: [Expression], at range: Range<Int>)
    throws(AnalysisError) -> Expression
  {
    let arity = function.arity
    guard arity.contains(arguments.count) else {
      let wanted =
        arity.upperBound == 0
        ? "none"
        : arity.lowerBound == arity.upperBound
          ? "one"
          : "\(arity.lowerBound) to \(arity.upperBound)"
      throw mistake(
        "gives \(function.rawValue)() \(arguments.count) arguments; it takes \(wanted)",
        at: range.lowerBound)
    }
    if function == .now { return Expression(.constant(.time(now.rawValue)), .time, at: range) }
    var checked: [Expression] = []
    for argument in arguments {
      if argument.type == .flag {
        throw mistake("has a condition where a value must stand", at: argument.range.lowerBound)
      }
      guard let wanted = function.argument else {
        checked.append(argument)
        continue
      }
      let typed = try typed(argument, as: wanted)
      guard typed.type == .any || typed.type == wanted else {
        throw mistake(
          "has \(typed.type.words) where \(function.rawValue)() takes \(wanted.words)",
          at: argument.range.lowerBound)
      }
      checked.append(typed)
    }
    let types = checked.map(\.type)
    let isAlike = types.dropFirst().allSatisfy { $0 == types[0] }
    let type = function.type == .any && isAlike ? types[0] : function.type
    return try self.checked(Expression(.call(function, checked), type, at: range))
  }
}
