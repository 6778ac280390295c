/// What a value holds, for those who look into a document.
extension Value {
  /// The number that it is, whole or not; nil for anything else.
  package var number: Double? {
    switch self {
    case .double(let number): number
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    default: nil
    }
  }

  /// The text that it is; nil for anything else.
  package var text: String? { if case .string(let text) = self { text } else { nil } }

  /// Its elements; none where it is no array.
  package var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }

  /// Its members; none where it is no object.
  package var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// A whole number; 0 for anything else.
  package var count: Int { if case .integer(let number) = self { Int(number) } else { 0 } }
}
