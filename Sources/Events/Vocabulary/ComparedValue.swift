/// What a condition compares with its operand: a value of a line, or one that is in no line.
protocol ComparedValue: ~Escapable {
  /// The text that it is; nil for other kinds.
  var comparedText: String? { get }
  /// True or false; nil for other kinds.
  var comparedFlag: Bool? { get }
  /// The number that it is or, beyond 2^53, spells; nil for other kinds.
  var comparedNumber: ExactNumber? { get }
  /// Whether it is an array with an element that is equal to the operand.
  func hasElement(equalTo operand: Value) -> Bool
}

extension ComparedValue where Self: ~Escapable {
  /// How it stands to an operand; nil where the two cannot be compared.
  func order(to operand: Value) -> ExactNumber.Order? {
    switch operand {
    case .string(let text):
      guard let found = comparedText else { return nil }
      if Label(found) == Label(text) { return .same }
      return Label(found) < Label(text) ? .before : .after
    case .bool(let flag): return comparedFlag == flag ? .same : nil
    default:
      guard let wanted = ExactNumber(operand), let found = comparedNumber else { return nil }
      return found.order(to: wanted)
    }
  }
}

extension JSONView: ComparedValue {
  var comparedText: String? { string }
  var comparedFlag: Bool? { bool }
  var comparedNumber: ExactNumber? { ExactNumber(self) }

  func hasElement(equalTo operand: Value) -> Bool {
    var isFound = false
    forEachElement { if $0.order(to: operand) == .same { isFound = true } }
    return isFound
  }
}

extension Value: ComparedValue {
  var comparedText: String? { text }
  var comparedFlag: Bool? { if case .bool(let flag) = self { flag } else { nil } }

  var comparedNumber: ExactNumber? {
    guard case .string(let text) = self else { return ExactNumber(self) }
    return ExactNumber(spelledBy: text.utf8Span.span)
  }

  func hasElement(equalTo operand: Value) -> Bool {
    elements.contains { $0.order(to: operand) == .same }
  }
}
