import Events

/// What an event does to one sensor.
enum SensorStep: Sendable {
  case gauge(Int, [SignalTest], ValueRange)
  case counter(Int, [SignalTest])
  case rate(Int, [SignalTest], of: [SignalTest])
  case histogram(Int, [SignalTest], ValueRange)
  case word(Int, [SignalTest])
  case samples([Label: SensorSample])
  case taskStart
  case taskEnd
  case taskSnapshot(SensorField)
  case mode(scope: Label?)

  func apply(
    _ event: borrowing Event, _ state: inout SensorMetrics.State, _ horizon: SensorHorizon
  ) {
    switch self {
    case .gauge(let place, let signals, let range):
      guard let measured = Self.measure(event, signals) else { return }
      state.gauges[place].take(measured, range, at: event.time, horizon)
    case .counter(let place, let signals):
      guard Self.holds(event, signals) else { return }
      state.counters[place].count(at: event.time, horizon)
    case .rate(let place, let signals, let whole):
      state.rates[place].count(
        isPart: Self.holds(event, signals), ofWhole: Self.holds(event, whole), at: event.time,
        horizon)
    case .histogram(let place, let signals, let range):
      guard let measured = Self.measure(event, signals) else { return }
      state.histograms[place].take(measured, range, at: event.time, horizon)
    case .word(let place, let signals):
      for signal in signals where signal.holds(event) {
        guard let word = signal.word(event) else { continue }
        return state.words[place].record(word, at: event.time)
      }
    case .samples(let samples): Self.take(samples, event, &state, horizon)
    case .taskStart: state.tasks.start(event, horizon)
    case .taskEnd: state.tasks.end(event, horizon)
    case .taskSnapshot(let field):
      guard let measured = field.measure(event) else { return }
      state.tasks.take(measured, ValueRange(unit: "tasks"), at: event.time, horizon)
    case .mode(let scope):
      guard Label(event.string("scope")) == scope else { return }
      state.mode.follow(ModeTransition(event))
    }
  }

  static func holds(_ event: borrowing Event, _ signals: [SignalTest]) -> Bool {
    for signal in signals where signal.holds(event) { return true }
    return false
  }

  /// The value of the first signal that has one.
  static func measure(
    _ event: borrowing Event, _ signals: [SignalTest]
  ) -> Measured? {
    for signal in signals where signal.holds(event) {
      if let measured = signal.measure(event) { return measured }
    }
    return nil
  }

  /// Readings under `metrics`, keyed by id. The first of equal keys counts.
  private static func take(
    _ samples: [Label: SensorSample], _ event: borrowing Event,
    _ state: inout SensorMetrics.State, _ horizon: SensorHorizon
  ) {
    guard
      event.contains(.metrics) || event.contains(.metadata) || event.contains(.data)
        || event.contains(.payload)
    else { return }
    let time = event.time
    var seen: Set<Label> = []
    var found: [(SensorSample, Measured)] = []
    event.forEachMember(of: .metrics) { name, view in
      let name = Label(name)
      guard let sample = samples[name], seen.insert(name).inserted, !view.isNull else { return }
      found.append((sample, Measured(view)))
    }
    for (sample, measured) in found {
      switch sample.place {
      case .own(_, let place): state.gauges[place].take(measured, sample.range, at: time, horizon)
      case .tasks: state.tasks.take(measured, sample.range, at: time, horizon)
      case .mode: break
      }
    }
  }
}

/// A signal, ready to be looked for in events of its names.
struct SignalTest: Sendable {
  private let conditions: [(field: SensorField, values: [SensorCondition.Scalar])]
  private let fields: [SensorField]

  init(_ signal: SensorSignal, unit: String) {
    conditions = signal.conditions.map { (SensorField($0.field), $0.values) }
    fields = signal.fields.map { SensorField($0, unit: unit) }
  }

  /// Whether the event has every field that is asked for, with one of its values.
  func holds(_ event: borrowing Event) -> Bool {
    for (field, values) in conditions {
      let isMet = field.read(event) { view -> Bool? in
        for value in values where value.matches(view) { return true }
        return false
      }
      guard isMet == true else { return false }
    }
    return true
  }

  /// The value of the first field that the event has.
  func measure(_ event: borrowing Event) -> Measured? {
    for field in fields {
      if let measured = field.measure(event) { return measured }
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

extension GaugeReadings {
  fileprivate mutating func take(
    _ measured: Measured, _ range: ValueRange, at time: Timestamp?, _ horizon: SensorHorizon
  ) {
    if case .number(let value) = measured, range.contains(value) {
      record(value, at: time, horizon)
    } else {
      invalid += 1
    }
  }
}

extension ValueHistogram {
  fileprivate mutating func take(
    _ measured: Measured, _ range: ValueRange, at time: Timestamp?, _ horizon: SensorHorizon
  ) {
    if case .number(let value) = measured, range.contains(value) {
      record(value, at: time, horizon)
    } else {
      invalid += 1
    }
  }
}

extension ActiveTasks {
  fileprivate mutating func take(
    _ measured: Measured, _ range: ValueRange, at time: Timestamp?, _ horizon: SensorHorizon
  ) {
    if case .number(let value) = measured, range.contains(value) {
      snapshot(value, at: time, horizon)
    } else {
      countInvalid()
    }
  }
}
