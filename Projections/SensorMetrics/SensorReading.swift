public import Events

/// What a sensor says at a time.
public struct SensorReading: Sendable, Equatable {
  /// The value, in the sensor's unit.
  public let amount: SensorAmount
  /// When it was so: the time of a gauge's reading or a word; of a window, and of a count, the
  /// beginning of the second (or of the wider bucket) in which something was counted last. Nil for
  /// a count of nothing.
  public let time: Timestamp?
  /// Whether it is older than the sensor allows.
  public let isStale: Bool

  public init(_ amount: SensorAmount, at time: Timestamp?, isStale: Bool = false) {
    self.amount = amount
    self.time = time
    self.isStale = isStale
  }
}

/// A number in the sensor's unit, or a word.
public enum SensorAmount: Sendable, Equatable {
  case number(Double)
  case word(String)

  /// As JSON.
  public var value: Value {
    switch self {
    case .number(let number): .double(number)
    case .word(let word): .string(word)
    }
  }
}

/// What a sensor said in one second, or in one wider bucket.
public struct SensorPoint: Sendable, Equatable {
  /// The beginning of the bucket; of a word, when it was said.
  public let time: Timestamp
  public let amount: SensorAmount
}

/// The values of a histogram in a window.
public struct SensorSummary: Sendable, Equatable {
  public let count: Int
  public let mean: Double
  public let p50: Double
  public let p95: Double
  public let p99: Double
  public let max: Double
}
