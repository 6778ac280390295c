package import Events

/// Sensor metrics folded by hand, for who must know which sensors an event feeds, and may want few
/// of them.
package struct SensorFold: Sendable {
  /// The sensors that are folded.
  package let table: SensorTable
  /// The state before the first event; of this choice of sensors.
  package let initial: SensorMetrics.State
  /// Names of the events that some sensor reads: the number of a step is its place here.
  package let names: [String]
  private let plan: SensorPlan

  /// - Parameters:
  ///   - metrics: the projection.
  ///   - ids: the sensors that are wanted; nil: all.
  package init(_ metrics: SensorMetrics, of ids: Set<String>? = nil) {
    let plan = SensorPlan(metrics, keeping: ids)
    self.plan = plan
    table = SensorTable(plan)
    names = plan.steps.map(\.name)
    initial = SensorMetrics.State(
      gauges: plan.states(of: .gauge), counters: plan.states(of: .counter),
      rates: plan.states(of: .rate), histograms: plan.states(of: .histogram),
      words: plan.states(of: .state), mode: ModeCourse(from: metrics.initialMode))
  }

  /// Takes an event of the name at this place into the state.
  package func apply(
    _ event: borrowing Event, step: Int, to state: inout SensorMetrics.State
  ) {
    if let time = event.time, event.isTimed { state.clock.observe(time) }
    for step in plan.steps[step].steps { step.apply(event, &state, plan.horizon) }
  }

  /// The sensors that an event of the name at this place may feed, by their places in the table.
  package func sensors(ofStep step: Int) -> Set<Int> {
    var places: [SensorPlace] = []
    for step in plan.steps[step].steps {
      switch step {
      case .gauge(let place, _, _): places.append(.own(.gauge, place))
      case .counter(let place, _): places.append(.own(.counter, place))
      case .rate(let place, _, _): places.append(.own(.rate, place))
      case .histogram(let place, _, _): places.append(.own(.histogram, place))
      case .word(let place, _): places.append(.own(.state, place))
      case .samples(let samples): places += samples.values.map(\.place)
      case .taskStart, .taskEnd, .taskSnapshot: places.append(.tasks)
      case .mode: break
      }
    }
    return Set(places.compactMap { plan.places.firstIndex(of: $0) })
  }

  /// Tells which sensors an event of the name at this place feeds, and the value that it brings
  /// where it brings one: for gauges and states.
  package func feeds(
    of event: borrowing Event, step: Int, _ body: (_ sensor: Int, SensorAmount?) -> Void
  ) {
    for step in plan.steps[step].steps {
      step.feeds(of: event) { place, amount in
        if let sensor = plan.places.firstIndex(of: place) { body(sensor, amount) }
      }
    }
  }
}

extension SensorStep {
  /// What `apply` would take in, without a state.
  fileprivate func feeds(
    of event: borrowing Event, _ body: (SensorPlace, SensorAmount?) -> Void
  ) {
    switch self {
    case .gauge(let place, let signals, let range):
      guard let value = Self.value(event, signals, range) else { return }
      body(.own(.gauge, place), .number(value))
    case .counter(let place, let signals):
      if Self.holds(event, signals) { body(.own(.counter, place), nil) }
    case .rate(let place, let signals, let whole):
      guard Self.holds(event, signals) || Self.holds(event, whole) else { return }
      body(.own(.rate, place), nil)
    case .histogram(let place, let signals, let range):
      if Self.value(event, signals, range) != nil { body(.own(.histogram, place), nil) }
    case .word(let place, let signals):
      for signal in signals where signal.holds(event) {
        guard let word = signal.word(event) else { continue }
        guard !word.isEmpty, word.utf8.count <= LatestWords.wordLimit else { return }
        return body(.own(.state, place), .word(word))
      }
    case .samples(let samples): Self.sampled(samples, event, body)
    case .taskStart, .taskEnd: body(.tasks, nil)
    case .taskSnapshot(let field):
      guard case .number(let value)? = field.measure(event),
        ValueRange(unit: "tasks").contains(value)
      else { return }
      body(.tasks, nil)
    case .mode: break
    }
  }

  private static func value(
    _ event: borrowing Event, _ signals: [SignalTest], _ range: ValueRange
  ) -> Double? {
    guard case .number(let value)? = measure(event, signals), range.contains(value) else {
      return nil
    }
    return value
  }

  private static func sampled(
    _ samples: [Label: SensorSample], _ event: borrowing Event,
    _ body: (SensorPlace, SensorAmount?) -> Void
  ) {
    guard
      event.contains(.metrics) || event.contains(.metadata) || event.contains(.data)
        || event.contains(.payload)
    else { return }
    var seen: Set<Label> = []
    var found: [(SensorPlace, SensorAmount?)] = []
    event.forEachMember(of: .metrics) { name, view in
      let name = Label(name)
      guard let sample = samples[name], seen.insert(name).inserted, !view.isNull,
        case .number(let value) = Measured(view), sample.range.contains(value)
      else { return }
      found.append((sample.place, sample.place == .tasks ? nil : .number(value)))
    }
    for (place, amount) in found { body(place, amount) }
  }
}
