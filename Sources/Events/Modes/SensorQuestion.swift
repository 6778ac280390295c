/// What a sensor is asked: its current reading, or something of a window.
public struct SensorQuestion: Sendable, Hashable, Codable {
  /// The sensor's id, aliases resolved.
  public let sensor: String
  /// Length of the window in whole seconds; nil asks for the sensor's own: 300 s for a rate or a
  /// histogram, everything for a counter, the newest reading for a gauge or a state.
  public let window_s: Int64?
  /// Of a gauge in a window; nil is the mean.
  public let aggregate: SensorQuestion.Aggregate?
  /// Of a histogram, from 0 to 1; nil is the median.
  public let quantile: Double?
  /// Of which other store the events are that it is about, as a relay pulled them: its id, or its
  /// machine; nil: of this one.
  package private(set) var origin: String?

  /// A question about a sensor; nil leaves each part as the sensor has it by default.
  public init(
    _ sensor: String, window_s: Int64? = nil, aggregate: SensorQuestion.Aggregate? = nil,
    quantile: Double? = nil
  ) {
    self.sensor = sensor
    self.window_s = window_s
    self.aggregate = aggregate
    self.quantile = quantile
  }

  /// The same, asked about the events of another store.
  package func of(_ origin: String?) -> SensorQuestion {
    var question = self
    question.origin = origin
    return question
  }
}

extension SensorQuestion {
  /// What stands for several readings of a gauge.
  public enum Aggregate: String, Codable, Sendable, Hashable, CaseIterable {
    /// Their arithmetic mean.
    case mean
    /// The greatest.
    case max
    /// The least.
    case min
    /// The newest by its time.
    case last
  }
}
