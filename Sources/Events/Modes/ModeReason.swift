/// A reading that caused a change of mode, and what it was compared with.
public struct ModeReason: Codable, Sendable, Equatable {
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

  init?(_ view: borrowing JSONView) {
    guard let sensor = ModeTransition.text(Self.text("sensor", in: view)) else { return nil }
    self.sensor = sensor
    value = Self.number("value", in: view)
    comparison = ModeTransition.text(Self.text("operator", in: view))
    threshold = Self.number("threshold", in: view)
    held_s = Self.number("held_s", in: view)
    window_s = Self.number("window_s", in: view)
  }

  private static func text(_ name: String, in view: borrowing JSONView) -> String? {
    guard let member = view.member(name) else { return nil }
    return member.string
  }

  private static func number(_ name: String, in view: borrowing JSONView) -> Double? {
    guard let member = view.member(name) else { return nil }
    return member.double
  }
}
