package import TLM

/// What control and people wrote about modes: a line of `tlm control run`.
package struct ControlEventDocument: Document {
  private let event: ControlEvent
  private let sensors: SensorDirectory

  /// - Parameter sensors: those that know the units.
  package init(_ event: ControlEvent, sensors: SensorDirectory) {
    self.event = event
    self.sensors = sensors
  }

  package var json: Value {
    var members = [
      Member("kind", .string(kind)),
      Member("at", event.time.map { .string($0.description) } ?? .null),
      Member("position", .integer(event.position.rawValue)),
    ]
    if let why { members.append(Member("why", .string(why.text))) }
    return .object(members + [Member("event", LineText.value(event.recorded.event) ?? .null)])
  }

  private var kind: String {
    switch event.kind {
    case .transition: "transition"
    case .proposal: "proposal"
    case .answer: "answer"
    case .calibration: "calibration"
    case .effectStarted: "effect_started"
    case .effect: "effect"
    }
  }

  private var why: TransitionSentence? {
    switch event.kind {
    case .transition(let transition, let by, let reason):
      TransitionSentence(transition, by: by, reason: reason, sensors: sensors)
    case .proposal(let transition, _, _):
      TransitionSentence(transition, by: nil, reason: nil, sensors: sensors)
    case .answer, .calibration, .effectStarted, .effect: nil
    }
  }
}
