import Events

/// What an event does to one sensor.
///
/// One object with all that some action needs, and not an enum with payloads: taking those out would
/// count references at every event.
final class SensorStep: Sendable {
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
  /// Whether the signals hold of each event, and whether each is of the whole.
  private let isAlwaysPart: Bool
  private let isAlwaysWhole: Bool
  /// Whether its events tell of a call that has ended, which counts once however often it is told.
  private let countsCalls: Bool
  /// Whether its events say how a call ended; else it did not end well.
  private let tellsOutcomes: Bool

  /// - Parameter event: the name of the events that it is for.
  init(
    sensor: Int, action: Action, of event: String, place: Int = -1, signals: [SignalTest] = [],
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
    isAlwaysPart = signals.first?.isUnconditional ?? false
    isAlwaysWhole = whole.first?.isUnconditional ?? false
    countsCalls = CountedCalls.names.contains(event)
    tellsOutcomes = AgentRecord.outcomes.contains(event)
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

  func apply(
    _ event: borrowing Event, _ state: inout SensorState, _ horizon: SensorHorizon,
    _ feeds: inout SensorFeeds, _ seen: inout SeenEvent
  ) {
    switch action {
    case .gauge:
      guard let measured = Self.measure(event, signals, &seen) else { return }
      let value = state.gauges[place].take(measured, range, at: event.time, horizon)
      if let value { feeds.add(sensor, .number(value)) }
    case .counter:
      guard isAlwaysPart || Self.holds(event, signals, &seen), isNew(event, &state, &seen)
      else { return }
      state.counters[place].count(at: event.time, horizon)
      feeds.add(sensor)
    case .rate:
      let isPart = isAlwaysPart || Self.holds(event, signals, &seen)
      let isWhole = isAlwaysWhole || Self.holds(event, whole, &seen)
      guard isPart || isWhole, isNew(event, &state, &seen) else { return }
      state.rates[place].count(isPart: isPart, ofWhole: isWhole, at: event.time, horizon)
      feeds.add(sensor)
    case .histogram:
      guard let measured = Self.measure(event, signals, &seen), isNew(event, &state, &seen)
      else { return }
      let value = state.histograms[place].take(measured, range, at: event.time, horizon)
      if let value { feeds.add(sensor, sample: value) }
    case .word:
      guard let word = Self.word(event, signals, &seen) else { return }
      if state.words[place].record(word, at: event.time) { feeds.add(sensor, .word(word)) }
    case .samples: Self.take(samples, event, &state, horizon, &feeds)
    case .start, .end, .sessionEnd, .snapshot: move(event, &state, horizon, &feeds, &seen)
    case .agentFollows: state.agents.follow(event)
    case .agentSpends:
      let telling = spending?(event, state.agents.rollout)
      guard state.agents.spend(telling, at: event.time, horizon) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .agentBegins:
      guard state.agents.begin(event, horizon) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .agentEnds:
      let isBad = !tellsOutcomes || seen.outcome(of: event) == .failure
      guard state.agents.end(event, isBad: isBad) else { return }
      for sensor in sensors { feeds.add(sensor) }
    case .mode:
      let said = ModeTransitionEvent(event)
      if Label(said.scope) == scope { state.mode.follow(said) }
    }
  }

  /// Whether an event tells of something that the sensor has not counted.
  private func isNew(
    _ event: borrowing Event, _ state: inout SensorState, _ seen: inout SeenEvent
  ) -> Bool {
    guard countsCalls, let call = seen.call(of: event) else { return true }
    return state.calls.isNew(call, for: sensor)
  }

  /// What an event does to what goes on.
  private func move(
    _ event: borrowing Event, _ state: inout SensorState, _ horizon: SensorHorizon,
    _ feeds: inout SensorFeeds, _ seen: inout SeenEvent
  ) {
    guard let activity else { return }
    switch action {
    case .start:
      let label = key.label(of: event, &seen)
      state.active[place].start(event, label, isOnce: key.isOnce, of: activity, horizon)
    case .end:
      let label = key.label(of: event, &seen)
      state.active[place].end(event, label, isOnce: key.isOnce, of: activity, horizon)
    case .sessionEnd: state.active[place].endSession(event, of: activity, horizon)
    default:
      guard let measured = activity.snapshotField?.measure(event),
        state.active[place].take(measured, range, at: event.time, horizon) != nil
      else { return }
    }
    feeds.add(sensor)
  }

  private static func holds(
    _ event: borrowing Event, _ signals: [SignalTest], _ seen: inout SeenEvent
  ) -> Bool {
    let signals = signals.span
    for index in signals.indices where signals[index].holds(event, &seen) { return true }
    return false
  }

  /// The value of the first signal that has one.
  private static func measure(
    _ event: borrowing Event, _ signals: [SignalTest], _ seen: inout SeenEvent
  ) -> Measured? {
    let signals = signals.span
    for index in signals.indices where signals[index].holds(event, &seen) {
      if let measured = signals[index].measure(event) { return measured }
    }
    return nil
  }

  /// The word of the first signal that has one.
  private static func word(
    _ event: borrowing Event, _ signals: [SignalTest], _ seen: inout SeenEvent
  ) -> String? {
    for signal in signals where signal.holds(event, &seen) {
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
