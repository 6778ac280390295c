package import Events

/// What the events of one name do to the sensors, one step after the other.
package struct SensorSteps: Sendable {
  let all: [SensorStep]

  /// Takes an event of the name into the state.
  ///
  /// - Parameter feeds: gets to know which sensors the event fed, where that is wanted.
  package func apply(
    _ event: borrowing Event, _ state: inout SensorState, _ horizon: SensorHorizon,
    _ feeds: inout SensorFeeds
  ) {
    if let time = event.time, event.isTimed { state.clock.observe(time) }
    var seen = SeenEvent()
    let steps = all.span
    for index in steps.indices { steps[index].apply(event, &state, horizon, &feeds, &seen) }
  }
}

/// What several sensors ask of one event, found once.
struct SeenEvent {
  /// Nil before anybody has asked.
  private var knownOutcome: Outcome??
  private var knownCall: Label??

  /// How it ended.
  mutating func outcome(of event: borrowing Event) -> Outcome? {
    if let knownOutcome { return knownOutcome }
    let found = event.outcome
    knownOutcome = .some(found)
    return found
  }

  /// The call of a tool that it is a telling of.
  mutating func call(of event: borrowing Event) -> Label? {
    if let knownCall { return knownCall }
    let found = Label(callOf: event)
    knownCall = .some(found)
    return found
  }
}
