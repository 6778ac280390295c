package import Events

/// Reads a value off an event.
package typealias Reading = @Sendable (borrowing Event) -> Datum
/// Tells whether something holds of an event.
package typealias Test = @Sendable (borrowing Event) -> Bool

/// Makes functions of what a question asks: once, for as many events as there are.
package struct Compiler: Sendable {
  let zone: Zone
  /// Whose events are; nil where nobody knows.
  let origins: EventOrigins?

  package init(zone: Zone, origins: EventOrigins? = nil) {
    self.zone = zone
    self.origins = origins
  }

  /// What a value is.
  package func reading(_ expression: Expression) -> Reading {
    switch expression.kind {
    case .literal(let literal):
      let datum = literal.datum
      return { _ in datum }
    case .constant(let datum): return { _ in datum }
    case .field(let path):
      let said = field(path)
      return originWord(path).map { reading($0, unless: said) } ?? said
    case .call(let function, let arguments): return call(function, arguments)
    case .negated(let inner):
      let inner = reading(inner)
      return { event in inner(event).negated }
    case .arithmetic(let left, let sign, let right):
      let (left, right) = (reading(left), reading(right))
      return { event in .computing(left(event), sign, right(event)) }
    case .truth:
      let test = test(expression)
      return { event in .flag(test(event)) }
    }
  }

  /// Whether a condition holds.
  package func test(_ expression: Expression) -> Test {
    guard case .truth(let condition) = expression.kind else {
      let reading = reading(expression)
      return { event in reading(event) == .flag(true) }
    }
    return test(condition)
  }

  private func test(_ condition: Condition) -> Test {
    switch condition {
    case .comparison(let left, let comparison, let right):
      return self.comparison(left, comparison, right)
    case .member(let value, let members): return member(value, of: members, isWanted: true)
    case .notMember(let value, let members): return member(value, of: members, isWanted: false)
    case .matches(let value, let pattern): return search(value, pattern, isWanted: true)
    case .matchesNot(let value, let pattern): return search(value, pattern, isWanted: false)
    case .contains(let value, let literal): return contains(value, literal)
    case .exists(let value): return exists(value)
    case .named(let pattern):
      return { event in event.name.map { Filter.matches(pattern, $0) } ?? false }
    case .not(let inner):
      let inner = test(inner)
      return { event in !inner(event) }
    case .all(let parts): return all(parts.map(test))
    case .any(let parts): return either(parts.map(test))
    }
  }

  private func all(_ parts: [Test]) -> Test {
    if parts.count == 2 {
      let (first, second) = (parts[0], parts[1])
      return { event in first(event) && second(event) }
    }
    return { event in
      for part in parts where !part(event) { return false }
      return true
    }
  }

  private func either(_ parts: [Test]) -> Test {
    if parts.count == 2 {
      let (first, second) = (parts[0], parts[1])
      return { event in first(event) || second(event) }
    }
    return { event in
      for part in parts where part(event) { return true }
      return false
    }
  }

  /// Most values stand under well-known keys, and most numbers have few digits.
  private func field(_ path: FieldPath) -> Reading {
    guard let key = path.key else {
      return { event in
        guard let view = event.view(at: path) else { return .missing }
        return Datum(view)
      }
    }
    return { event in
      guard event.contains(key), let field = event.field(key) else { return .missing }
      if let number = event.plainNumber(of: field) { return Datum(number) }
      return Datum(event.view(of: field))
    }
  }

  private func exists(_ value: Expression) -> Test {
    if let path = plainField(value) {
      return { event in
        guard event.view(at: path) != nil else { return false }
        return true
      }
    }
    let reading = reading(value)
    return { event in !reading(event).isMissing }
  }

  private func search(_ value: Expression, _ pattern: SearchPattern, isWanted: Bool) -> Test {
    let reading = reading(value)
    return { event in
      guard case .text(let label) = reading(event) else { return false }
      return pattern.occurs(in: label.text) == isWanted
    }
  }

  /// As `FieldCondition` has it: a text that has a text in it, or an array with an equal element.
  private func contains(_ value: Expression, _ literal: Literal) -> Test {
    if let path = plainField(value) {
      let condition = FieldCondition(path.name, .contains, literal.value)
      return { event in condition.holds(for: event) }
    }
    let reading = reading(value)
    let condition = FieldCondition("value", .contains, literal.value)
    return { event in
      guard case .text(let label) = reading(event) else { return false }
      return condition.holds(for: .object([Member("value", .string(label.text))]))
    }
  }
}
