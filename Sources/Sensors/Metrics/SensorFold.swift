package import Events

/// Sensor metrics folded by hand, for who must know which sensors an event feeds, and may want few
/// of them.
package final class SensorFold: Sendable {
  /// The sensors that are folded.
  package let table: SensorTable
  /// The state before the first event; of this choice of sensors.
  package let initial: SensorState
  /// Names of the events that some sensor reads: the number of a step is its place here.
  package let names: [String]
  private let plan: SensorPlan
  /// What an event of the name at this place does.
  private let steps: [SensorSteps]

  package init(_ plan: SensorPlan) {
    self.plan = plan
    table = SensorTable(plan)
    names = plan.steps.map(\.name)
    steps = plan.steps.map(\.steps)
    initial = plan.initial
  }

  /// Takes an event of the name at this place into the state.
  ///
  /// - Parameter feeds: gets to know which sensors the event fed, where that is wanted.
  package func apply(
    _ event: borrowing Event, step: Int, to state: inout SensorState,
    _ feeds: inout SensorFeeds
  ) {
    steps[step].apply(event, &state, plan.horizon, &feeds)
  }

  /// The sensors that an event of the name at this place may feed, by their places in the table.
  package func sensors(ofStep step: Int) -> Set<Int> {
    var sensors: Set<Int> = []
    for step in steps[step].all {
      switch step.action {
      case .samples: sensors.formUnion(step.samples.values.map(\.sensor))
      case .agentSpends, .agentBegins, .agentEnds: sensors.formUnion(step.sensors)
      case .mode, .agentFollows: break
      default: sensors.insert(step.sensor)
      }
    }
    return sensors
  }
}

/// Which sensors an event fed, and the value that it brought where it brought one.
package struct SensorFeeds: Sendable {
  package struct Feed: Sendable {
    /// The sensor's place in the table.
    package let sensor: Int
    /// What a gauge or a state says from now on.
    package let value: SensorValue?
    /// What a histogram got to measure.
    package let sample: Double?
  }

  /// In the order in which the sensors were fed.
  package private(set) var all: [Feed] = []
  private var isWanted = false

  /// Nobody wants to know.
  package init() {}

  /// Forgets the last event.
  ///
  /// - Parameter isWanted: whether anybody wants to know of the next one.
  package mutating func restart(isWanted: Bool) {
    if !all.isEmpty { all.removeAll(keepingCapacity: true) }
    self.isWanted = isWanted
  }

  mutating func add(_ sensor: Int, _ value: SensorValue? = nil, sample: Double? = nil) {
    if isWanted { all.append(Feed(sensor: sensor, value: value, sample: sample)) }
  }
}
