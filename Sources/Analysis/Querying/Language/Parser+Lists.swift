import Events

/// Lists of columns, of aggregates and of orders.
extension Parser {
  /// `a, b.c, expression as name`.
  mutating func columns() throws(AnalysisError) -> [Column] {
    var columns: [Column] = []
    repeat {
      let value = try expression()
      let name = try name(of: value.range, value.field?.name)
      columns.append(Column(name, value))
    } while pass(.comma)
    try end(after: "a comma, as")
    return columns
  }

  /// `count, p95(latency_ms), sum(cost_usd) as cost`.
  mutating func aggregates() throws(AnalysisError) -> [Aggregate] {
    var aggregates: [Aggregate] = []
    repeat { aggregates.append(try aggregate()) } while pass(.comma)
    try end(after: "a comma, as")
    return aggregates
  }

  private mutating func aggregate() throws(AnalysisError) -> Aggregate {
    guard case .word(let word) = token.kind, token.keyword == nil else {
      throw unexpected("one of \(Aggregate.Kind.names)")
    }
    guard let kind = Aggregate.Kind(named: word) else {
      throw mistake(
        "has '\(word)', which sums nothing up; there are \(Aggregate.Kind.names)")
    }
    let start = token.range.lowerBound
    pass()
    guard pass(.open) else {
      guard kind == .count else { throw unexpected("( with a value, as in \(word)(duration_s)") }
      let name = try name(of: start..<passed, word)
      return Aggregate(kind, name: name)
    }
    var argument: Expression?
    if kind == .count, token.isSymbol(.times) {
      pass()
    } else {
      let value = try expression()
      try check(value, for: kind, word)
      argument = value
    }
    guard pass(.close) else { throw unexpected(")") }
    let name = try name(of: start..<passed, nil)
    return Aggregate(kind, of: argument, name: name)
  }

  private func check(_ value: Expression, for kind: Aggregate.Kind, _ word: String)
    throws(AnalysisError)
  {
    switch kind {
    case .sum, .avg, .percentile:
      guard ![.text, .time, .flag].contains(value.type) else {
        throw mistake(
          "has \(value.type.words) where \(word)() takes a number or a length of time",
          at: value.range.lowerBound)
      }
    default: break
    }
  }

  /// The name behind `as`, else what there is, else the text itself.
  private mutating func name(of range: Range<Int>, _ known: String?) throws(AnalysisError) -> String
  {
    guard pass(keyword: "as") else {
      return known ?? String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
    switch token.kind {
    case .word(let name), .text(let name), .name(let name):
      guard !name.isEmpty else { throw mistake("has an empty name behind as; write one") }
      pass()
      return name
    default: throw unexpected("a name")
    }
  }

  /// `count desc, name`.
  mutating func orders() throws(AnalysisError) -> [Ordering] {
    var orders: [Ordering] = []
    repeat {
      let start = token.range.lowerBound
      var last: Token?
      var depth = 0
      while !isAtEnd, depth > 0 || !token.isSymbol(.comma) {
        if token.isSymbol(.open) { depth += 1 }
        if token.isSymbol(.close) { depth -= 1 }
        last = token
        pass()
      }
      guard let last else { throw unexpected("the name of a column") }
      let direction = Self.direction(last)
      let end = direction == nil ? last.range.upperBound : last.range.lowerBound
      let bytes = Array(text.utf8)[start..<end].reversed().drop { $0 == 0x20 || $0 == 0x09 }
      guard !bytes.isEmpty else {
        throw mistake("has a direction without a column before it", at: start)
      }
      var name = String(decoding: bytes.reversed(), as: UTF8.self)
      if name.count > 2, let quote = name.first, quote == name.last, "\"'`".contains(quote) {
        name = String(name.dropFirst().dropLast())
      }
      orders.append(Ordering(text: name, isDescending: direction ?? false))
    } while pass(.comma)
    return orders
  }

  /// Whether a word says that the greatest comes first; nil where it says nothing.
  private static func direction(_ token: Token) -> Bool? {
    guard case .word(let word) = token.kind else { return nil }
    switch word.lowercased() {
    case "asc": return false
    case "desc": return true
    default: return nil
    }
  }

  /// `A then B within 5m by issue_id`; a step is a name of events or a condition in parentheses.
  mutating func sequence() throws(AnalysisError) -> EventSequence {
    var steps = [try step()]
    while pass(keyword: "then") { steps.append(try step()) }
    guard (2...EventSequence.mostSteps).contains(steps.count) else {
      throw steps.count < 2
        ? unexpected("then and what follows")
        : mistake("has \(steps.count) steps; there may be \(EventSequence.mostSteps)", at: 0)
    }
    guard pass(keyword: "within") else { throw unexpected("then, within") }
    let place = token.range.lowerBound
    let length = try literal("a length of time such as 5m")
    guard let within = length.duration, within > 0 else {
      throw mistake(
        "has '\(length.text)' where a length of time must stand: 30s, 5m, 2h", at: place)
    }
    var by: [Column] = []
    if pass(keyword: "by") { by = try columns() }
    try end(after: "by")
    return EventSequence(steps: steps, within: within, by: by)
  }

  private mutating func step() throws(AnalysisError) -> EventSequence.Step {
    let start = token.range.lowerBound
    if token.isSymbol(.open) {
      let condition = try expression()
      guard condition.condition != nil else {
        throw mistake("has a value where a condition must stand", at: start)
      }
      let text = String(decoding: Array(text.utf8)[start..<passed], as: UTF8.self)
      return EventSequence.Step(name: text, condition: condition)
    }
    let name = try literal("the name of events, or a condition in parentheses")
    let range = start..<passed
    let asked = Expression(.call(.name, []), .text, at: range)
    let pattern = Expression(.constant(.text(Label(name.text))), .text, at: range)
    let condition: Condition =
      Filter.isPattern(name.text)
      ? .named(name.text) : .comparison(asked, .equal, pattern)
    return EventSequence.Step(
      name: name.text, condition: Expression(.truth(condition), .flag, at: range))
  }
}

extension EventSequence { static let mostSteps = 8 }
