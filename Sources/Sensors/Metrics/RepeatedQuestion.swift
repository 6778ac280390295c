package import Events

/// A question to one sensor that is asked of one state after the other: what it is about is looked
/// up once, and the sum of its window can be kept in the state.
package struct RepeatedQuestion: Sendable {
  private let place: SensorPlace
  private let query: SensorQuery
  /// Whether the answer is the sensor's latest value, with a time of its own. What a window or a
  /// count says, it says of the instant at which it is asked.
  package let isLatest: Bool

  init(_ place: SensorPlace, _ query: SensorQuery, isLatest: Bool) {
    self.place = place
    self.query = query
    self.isLatest = isLatest
  }

  /// What the sensor says at a time, and of which time; nil where it says nothing. A sum that the
  /// state keeps moves on to that time, which changes nothing that the state says.
  package func answer(
    in state: inout SensorState, at time: Timestamp
  ) -> (value: SensorValue, time: Timestamp)? {
    var query = query
    query.time = time
    // Nothing is decided by what has not come yet.
    query.lead_s = 0
    guard isLatest else { return query.value(place, &state).map { ($0, time) } }
    return query.answer(place, state).map { ($0.0, $0.1 ?? time) }
  }

  /// Makes a state keep the sum of the window from now on.
  package func keepSum(in state: inout SensorState) {
    guard let window else { return }
    let horizon = query.horizon
    switch place {
    case .own(.gauge, let place): state.gauges[place].windows.keepSum(of: window, horizon)
    case .own(.counter, let place): state.counters[place].windows.keepSum(of: window, horizon)
    case .own(.rate, let place): state.rates[place].windows.keepSum(of: window, horizon)
    case .own(.histogram, let place): state.histograms[place].windows.keepSum(of: window, horizon)
    case .active(let place, _): state.active[place].readings.windows.keepSum(of: window, horizon)
    case .own(.state, _), .agents, .mode: break
    }
  }

  /// The seconds that are summed up for an answer; nil where nothing is.
  private var window: Int? {
    switch place {
    case .own(.rate, _), .own(.histogram, _): query.seconds
    default: query.window
    }
  }
}

extension SensorTable {
  /// A question as `reading` answers it, to be asked again and again; nil for an unknown sensor.
  package func repeatedQuestion(
    about id: String, window: Int?, aggregate: SensorQuestion.Aggregate?, quantile: Double?
  ) -> RepeatedQuestion? {
    guard let definition = definition(of: id),
      let query = query(
        about: id, window: window, aggregate: aggregate, quantile: quantile,
        at: Timestamp(rawValue: 0))
    else { return nil }
    // What is known of agents goes on changing while nothing is told.
    let isLatest =
      definition.measure == nil && (definition.kind == .gauge || definition.kind == .state)
    return RepeatedQuestion(
      query.place, query.query, isLatest: isLatest && query.query.window == nil)
  }
}
