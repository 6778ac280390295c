public import Events

/// What a sensor says: a number in the sensor's unit, or a word.
public enum SensorValue: Sendable, Hashable, Codable {
  case number(Double)
  case word(String)
}

/// One value of a sensor and the time that it stands for.
public struct Reading: Sendable, Hashable, Codable {
  public let value: SensorValue
  /// The time of the event that brought it, or the instant at which a window was summed up.
  public let time: Timestamp

  public init(_ value: SensorValue, at time: Timestamp) {
    self.value = value
    self.time = time
  }
}

/// What becomes of the readings of a gauge in a window.
public enum Aggregate: String, Sendable, Hashable, Codable, CaseIterable {
  case mean, max, min, last
}

/// What a condition asks a sensor: its current reading, or something of a window.
public struct Question: Sendable, Hashable, Codable {
  /// The sensor's id, aliases resolved.
  public let sensor: String
  /// Length of the window in whole seconds; nil asks for the sensor's own: 300 s for a rate or a
  /// histogram, everything for a counter, the newest reading for a gauge or a state.
  public let window_s: Int64?
  /// Of a gauge in a window; nil is the mean.
  public let aggregate: Aggregate?
  /// Of a histogram, from 0 to 1; nil is the median.
  public let quantile: Double?

  public init(
    _ sensor: String, window_s: Int64? = nil, aggregate: Aggregate? = nil, quantile: Double? = nil
  ) {
    self.sensor = sensor
    self.window_s = window_s
    self.aggregate = aggregate
    self.quantile = quantile
  }
}

/// Sensors that can be asked what they say at a time.
public protocol Readings {
  /// The answer at `time`: the same for the same events, whoever asks and however often.
  ///
  /// Nil where there is no reading. A counter without events reads 0.
  ///
  /// - Parameters:
  ///   - question: one of a policy's questions.
  ///   - number: its place in `Policy.questions`, for who looks answers up by number.
  ///   - time: the instant at which is asked.
  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading?
}
