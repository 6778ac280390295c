package import Events

/// What a question computes of an event: a value, or whether something holds.
package struct Expression: Sendable {
  /// What it is made of.
  package indirect enum Kind: Sendable {
    case literal(Literal)
    case constant(Datum)
    case field(FieldPath)
    case call(Function, [Expression])
    case negated(Expression)
    case arithmetic(Expression, ArithmeticSign, Expression)
    case truth(Condition)
  }

  package let kind: Kind
  /// What its values are, as far as that is known without an event.
  package let type: ValueType
  /// Its bytes in the text of the question.
  package let range: Range<Int>
  /// How many of them are in each other.
  let depth: Int

  init(_ kind: Kind, _ type: ValueType, at range: Range<Int>) {
    self.kind = kind
    self.type = type
    self.range = range
    depth = kind.depth
  }

  /// The condition that it is; nil for a value.
  package var condition: Condition? {
    if case .truth(let condition) = kind { condition } else { nil }
  }

  /// The field that it is, and nothing else.
  package var field: FieldPath? { if case .field(let path) = kind { path } else { nil } }

  /// The value that it has whatever the event.
  var constant: Datum? {
    switch kind {
    case .constant(let datum): datum
    case .literal(let literal): literal.datum
    default: nil
    }
  }
}

/// What must hold of an event.
package indirect enum Condition: Sendable {
  case comparison(Expression, Comparison, Expression)
  case member(Expression, [Datum])
  case notMember(Expression, [Datum])
  case matches(Expression, SearchPattern)
  case matchesNot(Expression, SearchPattern)
  case contains(Expression, Literal)
  case exists(Expression)
  /// A name in which `*` stands for any run of characters.
  case named(String)
  case not(Expression)
  case all([Expression])
  case any([Expression])

  /// How two values are compared.
  package enum Comparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// What the values of an expression are.
package enum ValueType: Sendable, Equatable {
  /// Whatever an event has there.
  case any
  case number
  case text
  case flag
  case duration
  case time

  /// With its article, for sentences.
  var words: String {
    switch self {
    case .any: "a value"
    case .number: "a number"
    case .text: "a text"
    case .flag: "a condition"
    case .duration: "a length of time"
    case .time: "a time"
    }
  }
}

extension Expression.Kind {
  var depth: Int {
    switch self {
    case .literal, .constant, .field: 1
    case .call(_, let arguments): 1 + (arguments.map(\.depth).max() ?? 0)
    case .negated(let inner): 1 + inner.depth
    case .arithmetic(let left, _, let right): 1 + max(left.depth, right.depth)
    case .truth(let condition): 1 + condition.depth
    }
  }
}

extension Condition {
  var depth: Int {
    switch self {
    case .comparison(let left, _, let right): max(left.depth, right.depth)
    case .member(let value, _), .notMember(let value, _), .matches(let value, _),
      .matchesNot(let value, _), .contains(let value, _), .exists(let value), .not(let value):
      value.depth
    case .named: 0
    case .all(let parts), .any(let parts): parts.map(\.depth).max() ?? 0
    }
  }
}
