package import Events

/// The sensors of a projection, to be asked what they say in a state of it at a time.
///
/// `control_rules_true` is known to nobody but the control loop: it puts its own count beside what
/// this table says. Here it has a reading only where a `sensor_poll` or `metrics.sampled` event
/// brought one.
package struct SensorTable: Sendable {
  /// Every sensor, in the order in which they are shown.
  package let definitions: [SensorDefinition]
  private let plan: SensorPlan
  /// Of those that a state of the projection tells of.
  private let indices: [String: Int]
  /// The definitions of the others, by id.
  private let others: [String: SensorDefinition]

  /// - Parameters:
  ///   - plan: the sensors, laid out; states of the same projection may then be asked.
  ///   - others: sensors whose readings come from elsewhere: here they say nothing. One of them
  ///     stands for the sensor of the plan with the same id.
  package init(_ plan: SensorPlan, others: [SensorDefinition] = []) {
    self.plan = plan
    self.others = Dictionary(others.map { ($0.id, $0) }) { _, later in later }
    let replaced = Set(self.others.keys)
    definitions =
      plan.definitions.filter { !replaced.contains($0.id) }
      + others.filter { [others = self.others] in others[$0.id] == $0 }
    var indices: [String: Int] = [:]
    for (index, definition) in plan.definitions.enumerated()
    where !replaced.contains(definition.id) {
      indices[definition.id] = index
    }
    for (alias, id) in SensorCatalog.aliases where indices[alias] == nil {
      indices[alias] = indices[id]
    }
    self.indices = indices
  }

  /// The definition of a sensor by its id or an alias.
  package func definition(of id: String) -> SensorDefinition? {
    others[id] ?? indices[id].map { plan.definitions[$0] }
  }

  /// What a sensor says at a time; nil where it says nothing.
  ///
  /// - Parameters:
  ///   - id: the sensor's id, or an alias of it.
  ///   - window: the seconds that the reading covers, ⌊t⌋ − window + 1 … ⌊t⌋; nil for what the
  ///     sensor usually covers: 300 s for a rate or a histogram, all time for a counter, and the
  ///     latest value of a gauge or state. A window beyond the horizon has no reading.
  ///   - aggregate: of a gauge or histogram in a window; a gauge's mean where none is named.
  ///   - quantile: of a histogram, 0 … 1; the median where none is named.
  ///   - state: of the projection that the table was made of.
  ///   - time: the instant that is asked for.
  package func reading(
    of id: String, in state: SensorState, window: Int? = nil,
    aggregate: SensorQuestion.Aggregate? = nil, quantile: Double? = nil, at time: Timestamp
  ) -> SensorReading? {
    guard
      let (place, query) = query(
        about: id, window: window, aggregate: aggregate, quantile: quantile, at: time),
      let (value, read) = query.answer(place, state)
    else { return nil }
    let isStale = definition(of: id)?.isStale(read, at: time) ?? false
    return SensorReading(value, at: read, isStale: isStale)
  }

  /// A question with all that is left open filled in, and where the sensor's state is.
  func query(
    about id: String, window: Int?, aggregate: SensorQuestion.Aggregate?, quantile: Double?,
    at time: Timestamp
  ) -> (place: SensorPlace, query: SensorQuery)? {
    guard let index = indices[id] else { return nil }
    let definition = plan.definitions[index]
    let query = SensorQuery(
      window: window ?? definition.usualWindow, aggregate: aggregate ?? definition.aggregate,
      quantile: quantile ?? definition.quantile,
      per: definition.over.isEmpty ? definition.per ?? 1 : nil,
      time: time, horizon: plan.horizon)
    return (plan.places[index], query)
  }

  /// What a sensor said in each bucket of a window that ends at a time, oldest first: what a reading
  /// of that bucket alone says, and each word.
  package func series(
    of id: String, in state: SensorState, window: Int, quantile: Double? = nil,
    at time: Timestamp
  ) -> [SensorReading.Point] {
    guard let index = indices[id] else { return [] }
    let definition = plan.definitions[index]
    let query = SensorQuery(
      window: window, aggregate: definition.aggregate, quantile: quantile ?? definition.quantile,
      per: definition.over.isEmpty ? definition.per ?? 1 : nil, time: time, horizon: plan.horizon)
    return query.series(plan.places[index], state)
  }

  /// The values of a histogram in a window; nil where there is none, and for other kinds.
  package func summary(
    of id: String, in state: SensorState, window: Int? = nil, at time: Timestamp
  ) -> SensorReading.Summary? {
    guard let index = indices[id], case .own(.histogram, let place) = plan.places[index] else {
      return nil
    }
    let window = window ?? plan.definitions[index].usualWindow ?? SensorDefinition.usualWindow
    let found = state.histograms[place].windows.sum(window, at: time, plan.horizon)
    return found.flatMap { SensorReading.Summary($0.total) }
  }

  /// Values of a sensor that are no number, or one that its unit does not have.
  package func invalid(of id: String, in state: SensorState) -> Int {
    guard let index = indices[id] else { return 0 }
    return switch plan.places[index] {
    case .own(.gauge, let place): state.gauges[place].invalid
    case .own(.histogram, let place): state.histograms[place].invalid
    case .own(.state, let place): state.words[place].invalid
    case .active(let place, _): state.active[place].readings.invalid
    case .agents(let measure) where measure.isCost: state.agents.spending?.unpriced ?? 0
    default: 0
    }
  }
}

extension SensorReading.Summary {
  init?(_ spread: Spread) {
    guard let mean = spread.mean, let p50 = spread.quantile(0.5), let p95 = spread.quantile(0.95),
      let p99 = spread.quantile(0.99), let max = spread.greatest
    else { return nil }
    self.init(count: spread.count, mean: mean, p50: p50, p95: p95, p99: p99, max: max)
  }
}
