/// What must hold of one field of an event, such as `duration_s > 60`.
///
/// The field is found as by `Event.view(named:)`: at the top level, or along the dots of its name.
/// A field that is absent or null meets no condition, not even `!=`. Numbers are compared with
/// numbers, exactly, also beyond 2^53; texts with texts, by their bytes; what is of another kind is
/// neither equal nor less nor greater, only different.
///
/// ```swift
/// let isSlow = FieldCondition("duration_s", .greater, 60)
/// let isCrash = try FieldCondition(parsing: "metadata.kind = \"crash\"")
/// ```
public struct FieldCondition: Sendable, Equatable {
  /// How a field is compared.
  public enum Comparison: String, Sendable, CaseIterable {
    /// The value is the operand: the same number, the same text by its bytes, or the same truth.
    case equal = "="
    /// The field is there and has another value.
    case notEqual = "!="
    /// The number is less, or the text sorts before the operand.
    case less = "<"
    /// The number or the text is less than the operand, or equal.
    case lessOrEqual = "<="
    /// The number is greater, or the text sorts after the operand.
    case greater = ">"
    /// The number or the text is greater than the operand, or equal.
    case greaterOrEqual = ">="
    /// The text has the operand in it, or the array has an element equal to it.
    case contains
    /// The field is there and not null; the operand means nothing.
    case exists
  }

  /// The field's name; dots lead into nested objects.
  public var field: String
  /// How the field must stand to the operand.
  public var comparison: Comparison
  /// What the field is compared with: a text, a number, or true and false.
  public var operand: Value

  /// A condition on a field; only `exists` makes sense without an operand.
  public init(_ field: String, _ comparison: Comparison, _ operand: Value = .null) {
    self.field = field
    self.comparison = comparison
    self.operand = operand
  }

  /// Whether it holds for the event.
  public func holds(for event: borrowing Event) -> Bool {
    guard let value = event.view(named: field) else { return false }
    return holds(of: value)
  }

  /// Whether it holds for a row: an object, whose members are found as the fields of an event are.
  /// For what is no object it does not hold.
  package func holds(for row: Value) -> Bool {
    guard let value = row.value(named: field) else { return false }
    return holds(of: value)
  }

  /// Whether it holds of the value of the field, which is there and not null.
  private func holds<Compared: ComparedValue & ~Escapable>(of value: borrowing Compared) -> Bool {
    switch comparison {
    case .exists: return true
    case .contains: return Self.contains(value, operand)
    case .equal: return value.order(to: operand) == .same
    case .notEqual: return value.order(to: operand) != .same
    case .less: return value.order(to: operand) == .before
    case .lessOrEqual:
      let order = value.order(to: operand)
      return order == .before || order == .same
    case .greater: return value.order(to: operand) == .after
    case .greaterOrEqual:
      let order = value.order(to: operand)
      return order == .after || order == .same
    }
  }

  private static func contains<Compared: ComparedValue & ~Escapable>(
    _ value: borrowing Compared, _ operand: Value
  ) -> Bool {
    if case .string(let part) = operand, let text = value.comparedText {
      return contains(Array(text.utf8), Array(part.utf8))
    }
    return value.hasElement(equalTo: operand)
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
