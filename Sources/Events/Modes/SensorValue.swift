/// What a sensor says: a number in the sensor's unit, or a word.
public enum SensorValue: Sendable, Hashable, Codable {
  /// What a gauge, a counter, a rate or a histogram says.
  case number(Double)
  /// What a state says, such as the name of a mode.
  case word(String)

  /// As JSON.
  public var json: Value {
    switch self {
    case .number(let number): .double(number)
    case .word(let word): .string(word)
    }
  }
}
