import Events

/// The definitions laid out: where each sensor's state is, and what each event does.
package struct SensorPlan: Sendable {
  package let definitions: [SensorDefinition]
  package let horizon: SensorHorizon
  /// The place of each sensor among those of its kind, or among the derived.
  let places: [SensorPlace]
  /// What an event of each name does, sorted by name.
  package let steps: [(name: String, steps: SensorSteps)]

  /// The mode before the first transition.
  private let initialMode: String

  /// - Parameters:
  ///   - sensors: all that there are.
  ///   - horizon: the longest window that can be asked for, in seconds.
  ///   - initialMode: in force before the first transition.
  ///   - scope: whose transitions make the mode; nil: nobody's in particular.
  ///   - spending: how lines about spending are read, by the name of their event.
  ///   - ids: the sensors that are wanted; nil: all.
  package init(
    _ sensors: [SensorDefinition], horizon: Int, initialMode: String, scope: String?,
    spending: (String) -> ReadsSpending, keeping ids: Set<String>? = nil
  ) {
    definitions = sensors.filter { ids?.contains($0.id) ?? true }
    self.horizon = SensorHorizon(seconds: horizon)
    self.initialMode = initialMode
    places = Self.places(of: definitions)
    var laid = StepTable()
    for (sensor, definition) in definitions.enumerated() {
      laid.add(definition, sensor, places[sensor])
      laid.addActivity(definition, sensor, places[sensor])
    }
    if let sensor = places.firstIndex(of: .mode) {
      laid.add(
        ControlEventName.transition.rawValue,
        SensorStep(
          sensor: sensor, action: .mode, of: ControlEventName.transition.rawValue,
          scope: Label(scope)))
    }
    laid.addSamples(Self.samples(definitions, places))
    laid.addAgents(places, spending)
    steps = laid.sorted
  }

  /// The state before the first event.
  package var initial: SensorState {
    SensorState(
      gauges: states(of: .gauge), counters: states(of: .counter), rates: states(of: .rate),
      histograms: states(of: .histogram), words: states(of: .state),
      mode: ModeRecord(from: initialMode))
  }

  /// An empty state for each sensor of a kind.
  private func states<State: EmptyState>(of kind: SensorDefinition.Kind) -> [State] {
    places.filter { $0.kind == kind }.map { _ in State() }
  }

  private static func places(of definitions: [SensorDefinition]) -> [SensorPlace] {
    var counts: [SensorDefinition.Kind: Int] = [:]
    var activities = 0
    return definitions.map { definition in
      if let activity = definition.counted {
        defer { activities += 1 }
        return .active(activities, life_s: Int64(activity.life))
      }
      if let measure = definition.measure { return .agents(measure) }
      switch definition.derivation {
      case .mode: return .mode
      case .tasks, .rules, .gate, .state, .agents, nil:
        let place = counts[definition.kind, default: 0]
        counts[definition.kind] = place + 1
        return .own(definition.kind, place)
      }
    }
  }

  /// The gauges that can be read under `metrics`, by id and alias.
  private static func samples(
    _ definitions: [SensorDefinition], _ places: [SensorPlace]
  ) -> [Label: SensorSample] {
    var samples: [Label: SensorSample] = [:]
    // What agents may call is nobody's to say.
    for (definition, place) in zip(definitions, places)
    where definition.kind == .gauge && definition.derivation != .gate {
      guard let sensor = places.firstIndex(of: place) else { continue }
      samples[Label(definition.id)] = SensorSample(
        sensor: sensor, place: place, range: ValueRange(unit: definition.unit))
    }
    for (alias, id) in SensorCatalog.aliases {
      if let sample = samples[Label(id)] { samples[Label(alias)] = sample }
    }
    return samples
  }
}

/// Where the state of a sensor is.
package enum SensorPlace: Sendable, Equatable {
  case own(SensorDefinition.Kind, Int)
  /// What goes on, given up after so many seconds.
  case active(Int, life_s: Int64)
  case agents(AgentMeasure)
  case mode

  /// Whose list of states it is in; nil for what is there once.
  var kind: SensorDefinition.Kind? { if case .own(let kind, _) = self { kind } else { nil } }
}

/// A gauge as it is found under `metrics`.
struct SensorSample: Sendable {
  /// The sensor's place among the definitions.
  let sensor: Int
  let place: SensorPlace
  let range: ValueRange
}

/// A state that begins empty.
protocol EmptyState { init() }
extension GaugeReadings: EmptyState {}
extension EventTally: EmptyState {}
extension ShareTally: EmptyState {}
extension ValueHistogram: EmptyState {}
extension LatestWords: EmptyState {}

/// Steps by the name of the event they belong to.
private struct StepTable {
  private var steps: [Label: [SensorStep]] = [:]

  var sorted: [(name: String, steps: SensorSteps)] {
    steps.sorted { $0.key < $1.key }.map { (name: $0.key.text, steps: SensorSteps(all: $0.value)) }
  }

  mutating func add(_ event: String, _ step: SensorStep) {
    steps[Label(event), default: []].append(step)
  }

  /// What the sensor of something that goes on does with each event that it reads.
  mutating func addActivity(_ definition: SensorDefinition, _ sensor: Int, _ place: SensorPlace) {
    guard let activity = definition.counted, case .active(let place, _) = place else { return }
    let rules = ActivityRules(activity)
    func add(
      _ event: String, _ action: SensorStep.Action, _ key: SensorDefinition.Activity.Key? = nil
    ) {
      self.add(
        event,
        SensorStep(
          sensor: sensor, action: action, of: event, place: place,
          range: ValueRange(unit: definition.unit), activity: rules, key: key))
    }
    for part in activity.parts {
      for event in part.starts { add(event, .start, part.key) }
      for event in part.ends { add(event, .end, part.key) }
    }
    for event in activity.sessionEnds { add(event, .sessionEnd) }
    if let snapshot = activity.snapshot { add(snapshot.event, .snapshot) }
  }

  /// What is known of agents is kept once for all sensors of them.
  mutating func addAgents(_ places: [SensorPlace], _ spending: (String) -> ReadsSpending) {
    func fed(_ group: AgentMeasure.Group) -> [Int] {
      places.indices.filter { index in
        if case .agents(let measure) = places[index] { measure.group == group } else { false }
      }
    }
    let (spent, begun, ended) = (fed(.spending), fed(.begins), fed(.ends))
    func add(_ events: [String], _ action: SensorStep.Action, _ sensors: [Int], isWanted: Bool) {
      guard isWanted else { return }
      for event in events {
        let reader = action == .agentSpends ? spending(event) : nil
        self.add(
          event,
          SensorStep(sensor: -1, action: action, of: event, sensors: sensors, spending: reader))
      }
    }
    // What a line takes is told behind what it says of where it stands.
    add(Rollout.events, .agentFollows, [], isWanted: !spent.isEmpty)
    add(AgentRecord.spendings, .agentSpends, spent, isWanted: !spent.isEmpty)
    add(AgentRecord.begins, .agentBegins, begun, isWanted: !begun.isEmpty)
    add(AgentRecord.ends, .agentEnds, ended, isWanted: !begun.isEmpty || !ended.isEmpty)
  }

  /// The step is of no sensor, but of those that an event names.
  mutating func addSamples(_ samples: [Label: SensorSample]) {
    for event in SensorCatalog.snapshotEvents {
      add(event, SensorStep(sensor: -1, action: .samples, of: event, samples: samples))
    }
  }

  /// What one sensor does with each event that it reads.
  mutating func add(_ definition: SensorDefinition, _ sensor: Int, _ place: SensorPlace) {
    guard definition.derivation == nil, case .own(let kind, let place) = place else { return }
    let events = Set((definition.signals + definition.over).flatMap(\.events).map { Label($0) })
      .sorted()
    for event in events {
      let signals = Self.tests(definition.signals, event, unit: definition.unit)
      let limit = kind == .histogram ? ValueRange.histogramLimit : ValueRange.limit
      let range = ValueRange(unit: definition.unit, limit: limit)
      let action: SensorStep.Action =
        switch kind {
        case .gauge: .gauge
        case .counter: .counter
        case .rate: .rate
        case .histogram: .histogram
        case .state: .word
        }
      let whole =
        kind == .rate ? Self.tests(definition.over, event, unit: definition.unit) : []
      add(
        event.text,
        SensorStep(
          sensor: sensor, action: action, of: event.text, place: place, signals: signals,
          whole: whole, range: range))
    }
  }

  private static func tests(
    _ signals: [SensorDefinition.Signal], _ event: Label, unit: String
  ) -> [SignalTest] {
    signals.filter { $0.events.contains { Label($0) == event } }
      .map { SignalTest($0, unit: unit) }
  }
}
