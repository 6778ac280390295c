public import Events

/// What a sensor says at a time.
public struct SensorReading: Sendable, Hashable, Codable {
  /// The value, in the sensor's unit.
  public let value: SensorValue
  /// When it was so: the time of a gauge's reading or a word; of a window, and of a count, the
  /// beginning of the second (or of the wider bucket) in which something was counted last. Nil for
  /// a count of nothing.
  public let time: Timestamp?
  /// Whether it is older than the sensor allows.
  public let isStale: Bool

  /// A reading as of a time; nil: of a count of nothing.
  public init(_ value: SensorValue, at time: Timestamp?, isStale: Bool = false) {
    self.value = value
    self.time = time
    self.isStale = isStale
  }

  /// When it was so; without a time, long ago.
  package var instant: Timestamp { time ?? Timestamp(rawValue: .min) }
}

extension SensorReading {
  /// What a sensor said in one second, in one wider bucket, or by one event.
  public struct Point: Sendable, Equatable {
    /// The beginning of the bucket; of a word or an event, when it was said.
    public let time: Timestamp
    /// What it said, in its unit.
    public let value: SensorValue

    package init(time: Timestamp, value: SensorValue) {
      self.time = time
      self.value = value
    }
  }
}

extension SensorReading {
  /// The values of a histogram in a window.
  public struct Summary: Sendable, Equatable {
    /// How many values there were; at least one.
    public let count: Int
    /// The arithmetic mean, in the sensor's unit, as are all that follow.
    public let mean: Double
    /// The median, as the other quantiles with a relative error below 0.8 %.
    public let p50: Double
    /// The value that 95 of 100 do not exceed.
    public let p95: Double
    /// The value that 99 of 100 do not exceed.
    public let p99: Double
    /// The greatest value.
    public let max: Double
  }
}
