package import Events

/// What an event does to one sensor.
///
/// One object with all that some action needs, and not an enum with payloads: taking those out would
/// count references at every event.
package final class SensorStep: Sendable {
  /// The sensor's place among the definitions.
  let sensor: Int
  let action: Action
  /// The place of its state among those of its kind.
  private let place: Int
  private let signals: [SignalTest]
  /// Of a rate: what the signals are a part of.
  private let whole: [SignalTest]
  private let range: ValueRange
  /// The gauges that the event may name.
  let samples: [Label: SensorSample]
  /// Whose transitions make the mode.
  private let scope: Label?
  /// Of what goes on.
  private let activity: ActivityRules?
  /// What tells one of those from another.
  private let key: SensorDefinition.Activity.Key
  /// Those that it feeds, where they are several.
  let sensors: [Int]
  private let spending: ReadsSpending?

  init(
    sensor: Int, action: Action, place: Int = -1, signals: [SignalTest] = [],
    whole: [SignalTest] = [], range: ValueRange = ValueRange(unit: ""),
    samples: [Label: SensorSample] = [:], scope: Label? = nil, activity: ActivityRules? = nil,
    key: SensorDefinition.Activity.Key? = nil, sensors: [Int] = [],
    spending: ReadsSpending? = nil
  ) {
    self.sensor = sensor
    self.action = action
    self.place = place
    self.signals = signals
    self.whole = whole
    self.range = range
    self.samples = samples
    self.scope = scope
    self.activity = activity
    self.key = key ?? .task
    self.sensors = sensors
    self.spending = spending
  }

  enum Action: Sendable {
    case gauge, counter, rate, histogram, word
    /// Of any number of sensors.
    case samples
    /// Of what goes on.
    case start, end, sessionEnd, snapshot
    /// Of agents.
    case agentFollows, agentSpends, agentBegins, agentEnds
    case mode
  }

  package func apply(
    _ event: borrowing Event, _ state: inout SensorState, _ horizon: SensorHorizon,
    _ feeds: inout SensorFeeds
  ) {
    switch action {
    case .gauge:
      guard let measured = Self.measure(event, signals) else { return }
      let value = state.gauges[place].take(measured, range, at: event.time, horizon)
      if let value { feeds.add(sensor, .number(value)) }
    case .counter:
      guard Self.holds(event, signals), state.calls.isNew(event, for: sensor) else { return }
      state.counters[place].count(at: event.time, horizon)
      feeds.add(sensor)
    case .rate:
      let (isPart, isWhole) = (Self.holds(event, signals), Self.holds(event, whole))
      guard isPart || isWhole, state.calls.isNew(event, for: sensor) else { return }
      state.rates[place].count(isPart: isPart, ofWhole: isWhole, at: event.time, horizon)
      feeds.add(sensor)
    case .histogram:
      guard let measured = Self.measure(event, signals), state.calls.isNew(event, for: sensor)
      else { return }
      let value = state.histograms[place].take(measured, range, at: event.time, horizon)
      if let value { feeds.add(sensor, sample: value) }
    case .word:
      guard let word = Self.word(event, signals) else { return }
      if state.words[place].record(word, at: event.time) { feeds.add(sensor, .word(word)) }
    case .samples: Self.take(samples, event, &state, horizon, &feeds)
    case .start, .end, .sessionEnd, .snapshot: move(event, &state, horizon, &feeds)
    case .agentFollows: state.agents.follow(event)
    case .agentSpends:
      let telling = spending?(event, state.agents.rollout)
      guard state.agents.spend(telling, at: event.time, horizon) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .agentBegins:
      guard state.agents.begin(event, horizon) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .agentEnds:
      guard state.agents.end(event) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .mode:
      let said = ModeTransitionEvent(event)
      if Label(said.scope) == scope { state.mode.follow(said) }
    }
  }

  /// What an event does to what goes on.
  private func move(
    _ event: borrowing Event, _ state: inout SensorState, _ horizon: SensorHorizon,
    _ feeds: inout SensorFeeds
  ) {
    guard let activity else { return }
    switch action {
    case .start: state.active[place].start(event, key, of: activity, horizon)
    case .end: state.active[place].end(event, key, of: activity, horizon)
    case .sessionEnd: state.active[place].endSession(event, of: activity, horizon)
    default:
      guard let measured = activity.snapshotField?.measure(event),
        state.active[place].take(measured, range, at: event.time, horizon) != nil
      else { return }
    }
    feeds.add(sensor)
  }

  private static func holds(_ event: borrowing Event, _ signals: [SignalTest]) -> Bool {
    let signals = signals.span
    for index in signals.indices where signals[index].holds(event) { return true }
    return false
  }

  /// The value of the first signal that has one.
  private static func measure(
    _ event: borrowing Event, _ signals: [SignalTest]
  ) -> Measured? {
    let signals = signals.span
    for index in signals.indices where signals[index].holds(event) {
      if let measured = signals[index].measure(event) { return measured }
    }
    return nil
  }

  /// The word of the first signal that has one.
  private static func word(_ event: borrowing Event, _ signals: [SignalTest]) -> String? {
    for signal in signals where signal.holds(event) {
      if let word = signal.word(event) { return word }
    }
    return nil
  }

  /// Readings under `metrics`, keyed by id. The last of equal keys counts.
  private static func take(
    _ samples: [Label: SensorSample], _ event: borrowing Event,
    _ state: inout SensorState, _ horizon: SensorHorizon, _ feeds: inout SensorFeeds
  ) {
    guard
      event.contains(.metrics) || event.contains(.metadata) || event.contains(.data)
        || event.contains(.payload)
    else { return }
    let time = event.time
    guard let metrics = event.view(.metrics) else { return }
    var found: [(SensorSample, Measured)] = []
    metrics.forEachLastMember { name, view in
      guard let name = Label(name.string), let sample = samples[name], !view.isNull else { return }
      found.append((sample, event.measure(view)))
    }
    for (sample, measured) in found {
      switch sample.place {
      case .own(_, let place):
        let value = state.gauges[place].take(measured, sample.range, at: time, horizon)
        if let value { feeds.add(sample.sensor, .number(value)) }
      case .active(let place, _):
        let count = state.active[place].take(measured, sample.range, at: time, horizon)
        if count != nil { feeds.add(sample.sensor) }
      case .mode, .agents: break
      }
    }
  }
}

/// A signal, ready to be looked for in events of its names.
struct SignalTest: Sendable {
  private let conditions: [Test]
  private let fields: [SensorField]

  private struct Test: Sendable {
    let field: SensorField
    let values: [SensorDefinition.Condition.Scalar]
    /// How the event must have ended, where that is what the condition asks; empty where it asks
    /// something else.
    let outcomes: [Outcome]

    init(_ condition: SensorDefinition.Condition) {
      field = SensorField(condition.field)
      values = condition.values
      let outcomes = condition.values.compactMap { $0.outcome(under: condition.field) }
      self.outcomes = outcomes.count == values.count ? outcomes : []
    }
  }

  init(_ signal: SensorDefinition.Signal, unit: String) {
    conditions = signal.conditions.map(Test.init)
    fields = signal.fields.map { SensorField($0, unit: unit) }
  }

  /// Whether the event has every field that is asked for, with one of its values.
  func holds(_ event: borrowing Event) -> Bool {
    let tests = conditions.span
    for index in tests.indices {
      if !tests[index].outcomes.isEmpty {
        guard let outcome = event.outcome, tests[index].outcomes.contains(outcome) else {
          return false
        }
        continue
      }
      let isMet = tests[index].field.read(event) { view -> Bool? in
        let values = tests[index].values.span
        for value in values.indices where values[value].matches(view) { return true }
        return false
      }
      guard isMet == true else { return false }
    }
    return true
  }

  /// The value of the first field that the event has.
  func measure(_ event: borrowing Event) -> Measured? {
    let fields = fields.span
    for index in fields.indices {
      if let measured = fields[index].measure(event) { return measured }
    }
    return nil
  }

  /// The word of the first field that the event has; empty for what is no word.
  func word(_ event: borrowing Event) -> String? {
    for field in fields {
      if let word = field.read(event, { $0.string ?? "" }) { return word }
    }
    return nil
  }
}

/// A state that takes the values in that its unit has, and counts the others.
protocol TakingValues {
  /// Values that are no number, or one that the unit does not have.
  var invalid: Int { get set }
  mutating func record(_ value: Double, at time: Timestamp?, _ horizon: SensorHorizon)
}

extension TakingValues {
  /// - Returns: the value, where it counts.
  fileprivate mutating func take(
    _ measured: Measured, _ range: ValueRange, at time: Timestamp?, _ horizon: SensorHorizon
  ) -> Double? {
    guard case .number(let value) = measured, range.contains(value) else {
      invalid += 1
      return nil
    }
    record(value, at: time, horizon)
    return value
  }
}

extension GaugeReadings: TakingValues {}
extension ValueHistogram: TakingValues {}
extension ActiveTasks: TakingValues {
  var invalid: Int {
    get { readings.invalid }
    set { readings.invalid = newValue }
  }

  mutating func record(_ value: Double, at time: Timestamp?, _ horizon: SensorHorizon) {
    snapshot(value, at: time, horizon)
  }
}
