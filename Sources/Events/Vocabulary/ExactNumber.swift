/// A number of JSON that compares with every other without rounding.
package enum ExactNumber: Sendable {
  case integer(Int64)
  /// Beyond `Int64.max`.
  case large(UInt64)
  /// Finite.
  case decimal(Double)

  /// How one number stands to another.
  package enum Order: Sendable { case before, same, after }

  /// The number that a value is; nil for every other value.
  package init?(_ value: Value) {
    switch value {
    case .integer(let number): self = .integer(number)
    case .unsigned(let number): self = Int64(exactly: number).map(Self.integer) ?? .large(number)
    case .double(let number) where number.isFinite: self = .decimal(number)
    default: return nil
    }
  }

  /// The number that a value of a line is. A text counts if it spells an integer beyond 2^53,
  /// because that is how tlm writes those.
  package init?(_ view: borrowing JSONView) {
    if view.kind == .string {
      self.init(spelledBy: view.text)
    } else if let number = view.integer {
      self = .integer(number)
    } else if view.kind == .integer, let number = JSONText.unsigned(view.text) {
      self = .large(number)
    } else if let number = view.double, number.isFinite {
      self = .decimal(number)
    } else {
      return nil
    }
  }

  /// The integer beyond 2^53 that a text spells; nil for every other text.
  package init?(spelledBy text: Span<UInt8>) {
    if let number = JSONText.largeInteger(text) {
      self = .integer(number)
    } else if text.count >= 19, let number = JSONText.unsigned(text), number > UInt64(Int64.max) {
      self = .large(number)
    } else {
      return nil
    }
  }

  package func order(to other: ExactNumber) -> Order {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): Self.order(left, right)
    case (.large(let left), .large(let right)): Self.order(left, right)
    case (.decimal(let left), .decimal(let right)): Self.order(left, right)
    case (.integer, .large): .before
    case (.large, .integer): .after
    case (.integer(let left), .decimal(let right)): Self.order(left, right)
    case (.large(let left), .decimal(let right)): Self.order(left, right)
    case (.decimal, _): other.order(to: self).reversed
    }
  }

  private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Order {
    left < right ? .before : left == right ? .same : .after
  }

  private static func order<Whole: FixedWidthInteger>(_ left: Whole, _ right: Double) -> Order {
    let whole = right.rounded(.down)
    // What does not fit is beyond every number that does.
    guard let floor = Whole(exactly: whole) else { return right < 0 ? .after : .before }
    if left != floor { return left < floor ? .before : .after }
    return right > whole ? .before : .same
  }
}

extension ExactNumber.Order {
  fileprivate var reversed: Self {
    switch self {
    case .before: .after
    case .same: .same
    case .after: .before
    }
  }
}
