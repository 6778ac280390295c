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
    switch comparison {
    case .exists: return true
    case .contains: return Self.contains(value, operand)
    case .equal: return Self.order(value, operand) == .same
    case .notEqual: return Self.order(value, operand) != .same
    case .less: return Self.order(value, operand) == .before
    case .lessOrEqual:
      let order = Self.order(value, operand)
      return order == .before || order == .same
    case .greater: return Self.order(value, operand) == .after
    case .greaterOrEqual:
      let order = Self.order(value, operand)
      return order == .after || order == .same
    }
  }

  private static func contains(_ value: borrowing JSONView, _ operand: Value) -> Bool {
    if case .string(let part) = operand, let text = value.string {
      return Self.contains(Array(text.utf8), Array(part.utf8))
    }
    var isFound = false
    value.forEachElement { if order($0, operand) == .same { isFound = true } }
    return isFound
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count) where text[start] == first {
      if text[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }

  /// How the field's value stands to the operand; nil where the two cannot be compared.
  private static func order(_ value: borrowing JSONView, _ operand: Value) -> ExactNumber.Order? {
    switch operand {
    case .string(let text):
      guard let found = value.string else { return nil }
      if Label(found) == Label(text) { return .same }
      return Label(found) < Label(text) ? .before : .after
    case .bool(let bool): return value.bool == bool ? .same : nil
    default:
      guard let wanted = ExactNumber(operand), let found = ExactNumber(value) else { return nil }
      return found.order(to: wanted)
    }
  }
}
