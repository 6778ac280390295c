package import Events

/// What all sensors have seen so far: the state of the projection `sensor-metrics`.
public struct SensorState: Codable, Sendable, Equatable {
  package var gauges: [GaugeReadings]
  package var counters: [EventTally]
  package var rates: [ShareTally]
  package var histograms: [ValueHistogram]
  package var words: [LatestWords]
  package var calls = CountedCalls()
  package var tasks = ActiveTasks()
  package var mode: ModeRecord
  /// The clock of the events that some sensor reads.
  package var clock = LogClock()
}
