extension SensorReader {
  /// What sensors said at one instant.
  public struct Snapshot: Sendable, Equatable {
    /// The instant for which they were asked.
    public let time: Timestamp
    /// The end of the log that the readings rest on.
    public let through: Position
    /// Whether another process published the readings, or the log was folded for them.
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
      /// What the sensor is: its id, kind and unit.
      public let sensor: SensorDefinition
      /// Nil where the sensor says nothing.
      public let reading: SensorReading?
    }
  }
}
