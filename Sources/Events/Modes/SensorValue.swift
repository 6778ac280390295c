/// What a sensor says: a number in the sensor's unit, or a word.
public enum SensorValue: Sendable, Hashable, Codable {
  case number(Double)
  case word(String)

  /// As JSON.
  public var json: Value {
    switch self {
    case .number(let number): .double(number)
    case .word(let word): .string(word)
    }
  }
}
