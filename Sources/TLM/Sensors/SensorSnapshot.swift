/// What sensors said at one instant.
public struct SensorSnapshot: Sendable, Equatable {
  /// The instant for which they were asked.
  public let time: Timestamp
  /// The end of the log that the readings rest on.
  public let through: Position
  public let source: Source
  /// In the order in which they were asked for.
  public let entries: [Entry]

  /// Where readings come from.
  public enum Source: String, Sendable {
    /// Another process publishes them.
    case board
    /// The log was folded.
    case log
  }

  /// One sensor.
  public struct Entry: Sendable, Equatable {
    public let sensor: SensorDefinition
    /// Nil where the sensor says nothing.
    public let reading: SensorReading?
  }
}

/// What is asked of a sensor beyond what it usually says.
public struct SensorQuestion: Sendable, Equatable {
  /// The seconds that the reading covers; nil for what the sensor usually covers.
  public var window: Int?
  /// Of a gauge or histogram in a window.
  public var aggregate: SensorAggregate?
  /// Of a histogram, 0 … 1.
  public var quantile: Double?

  public init(
    window: Int? = nil, aggregate: SensorAggregate? = nil, quantile: Double? = nil
  ) {
    self.window = window
    self.aggregate = aggregate
    self.quantile = quantile
  }
}
