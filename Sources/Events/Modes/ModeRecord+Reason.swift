extension ModeRecord {
  /// A reading that caused a change of mode, and what it was compared with, as it is kept: its
  /// texts shortened, and numbers only.
  public struct Reason: Codable, Sendable, Equatable {
    /// The sensor's id, as the event spells it.
    public internal(set) var sensor: Label
    /// The reading, in the sensor's unit; nil where it was a word, or the event does not say.
    public internal(set) var value: Double?
    /// The operator, such as `>`, as the event spells it; nil where it does not say.
    public internal(set) var comparison: Label?
    /// What the reading was compared with, in the sensor's unit; nil as `value` is.
    public internal(set) var threshold: Double?
    /// Seconds for which it held.
    public internal(set) var held_s: Double?
    /// Seconds that the reading covers.
    public internal(set) var window_s: Double?
  }
}

extension ModeTransitionEvent.Reason {
  /// What folds keep of it; nil where it names no sensor.
  func shortened() -> ModeRecord.Reason? {
    guard let sensor = ModeRecord.shortened(sensor) else { return nil }
    return ModeRecord.Reason(
      sensor: sensor, value: value?.nearest, comparison: ModeRecord.shortened(comparison),
      threshold: threshold?.nearest, held_s: held_s?.nearest, window_s: window_s?.nearest)
  }
}

extension ModeReason {
  /// The reason of which this was kept; nil where the event left something out, or said a word.
  package init?(_ kept: ModeRecord.Reason) {
    guard let value = kept.value, let threshold = kept.threshold,
      let sign = kept.comparison.flatMap({ Comparison.Operator(rawValue: $0.text) })
    else { return nil }
    self.init(
      SensorQuestion(kept.sensor.text, window_s: kept.window_s.flatMap { Int64(exactly: $0) }),
      .number(value), Comparison(sign, .number(threshold)),
      held: kept.held_s.flatMap { seconds in
        Int64(exactly: (seconds * 1e9).rounded()).map { Nanoseconds(rawValue: $0) }
      })
  }
}
