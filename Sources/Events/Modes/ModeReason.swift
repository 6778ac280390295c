/// A condition that holds, with the reading that made it hold.
public struct ModeReason: Sendable, Hashable, Codable {
  /// What was asked: the sensor, and the window if there is one.
  public let question: SensorQuestion
  /// The reading, in the sensor's unit.
  public let value: SensorValue
  /// What the reading was compared with.
  public let comparison: Comparison
  /// For how long it has been true; nil where nobody asked.
  public let held: Nanoseconds?
  /// Whether it holds only because it once did and is not cleared yet.
  public let isLatched: Bool

  /// A reason that has held for so long; nil: nobody asked for how long.
  public init(
    _ question: SensorQuestion, _ value: SensorValue, _ comparison: Comparison,
    held: Nanoseconds? = nil, isLatched: Bool = false
  ) {
    self.question = question
    self.value = value
    self.comparison = comparison
    self.held = held
    self.isLatched = isLatched
  }
}

extension ModeReason {
  /// `{sensor, value, operator, threshold, held_s | window_s}`, with what else was asked.
  package var json: Value {
    var members = [Member("sensor", .string(question.sensor)), Member("value", value.json)]
    members.append(Member("operator", .string(comparison.operator.rawValue)))
    members.append(Member("threshold", comparison.threshold.json))
    if let held { members.append(Member("held_s", .double(held.seconds))) }
    if let window = question.window_s { members.append(Member("window_s", .integer(window))) }
    if let aggregate = question.aggregate {
      members.append(Member("aggregate", .string(aggregate.rawValue)))
    }
    if let quantile = question.quantile { members.append(Member("quantile", .double(quantile))) }
    if let origin = question.origin { members.append(Member("origin", .string(origin))) }
    if isLatched { members.append(Member("latched", .bool(true))) }
    return .object(members)
  }
}
