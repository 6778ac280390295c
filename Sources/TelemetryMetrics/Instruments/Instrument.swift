import Events

/// What a metric's values go into, from any thread and at any rate.
protocol Instrument: AnyObject, Sendable {
  var identity: MetricIdentity { get }

  /// What is to be told of it since the last time; nil where nothing has changed.
  func changes() -> [Member]?
}
