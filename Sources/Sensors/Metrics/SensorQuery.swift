import Events

/// A question to one sensor, with all that was left open filled in.
struct SensorQuery {
  /// Nil: all time, or the latest value.
  let window: Int?
  let aggregate: SensorQuestion.Aggregate?
  let quantile: Double?
  /// Of a rate that is no share: per how many seconds.
  let per: Int?
  var time: Timestamp
  let horizon: SensorHorizon
  /// Seconds that a latest value may be ahead of the time.
  var lead_s = GaugeReadings.lead_s

  /// The value, and when it was so.
  func answer(
    _ place: SensorPlace, _ state: SensorState
  ) -> (SensorValue, Timestamp?)? {
    switch place {
    case .own(.gauge, let place):
      gauge(state.gauges[place], state.gauges[place].current(at: time, lead_s))
    case .active(let place, let life_s):
      gauge(
        state.active[place].readings,
        state.active[place].current(at: time, life_s: life_s, lead_s))
    case .own(.counter, let place): count(state.counters[place])
    case .own(.rate, let place): rate(state.rates[place])
    case .own(.histogram, let place): histogram(state.histograms[place])
    case .own(.state, let place):
      state.words[place].current(at: time, lead_s).map { (.word($0.word.text), $0.time) }
    case .agents(let measure):
      state.agents.answer(measure, window: window, at: time, horizon, lead_s)
    case .mode: state.mode.last(at: time).map { (.word($0.to.text), $0.time) }
    }
  }

  private func gauge(
    _ readings: GaugeReadings, _ current: @autoclosure () -> GaugeReading?
  ) -> (SensorValue, Timestamp?)? {
    guard let window else { return current().map { (.number($0.value), $0.time) } }
    guard let (total, _) = readings.windows.sum(window, at: time, horizon),
      let value = total.value(aggregate ?? .mean)
    else { return nil }
    return (.number(value), total.last.time)
  }

  private func count(_ tally: EventTally) -> (SensorValue, Timestamp?)? {
    guard let window else {
      return (.number(Double(tally.total)), tally.windows.last(at: time))
    }
    return tally.windows.sum(window, at: time, horizon).map { total, last in
      (.number(Double(total.count)), last)
    }
  }

  private func rate(_ tally: ShareTally) -> (SensorValue, Timestamp?)? {
    guard let (total, last) = tally.windows.sum(seconds, at: time, horizon) else { return nil }
    return rate(total, seconds).map { (.number($0), last) }
  }

  private func rate(_ total: borrowing ShareBucket, _ window: Int) -> Double? {
    guard let per else { return total.share }
    return total.isEmpty ? nil : Double(total.part) * Double(per) / Double(window)
  }

  private func histogram(_ histogram: ValueHistogram) -> (SensorValue, Timestamp?)? {
    guard let (total, last) = histogram.windows.sum(seconds, at: time, horizon) else { return nil }
    return value(of: total).map { (.number($0), last) }
  }

  private func value(of spread: borrowing Spread) -> Double? {
    switch aggregate {
    case .mean: spread.mean
    case .min: spread.least
    case .max: spread.greatest
    case .last, nil: spread.quantile(quantile ?? SensorDefinition.usualQuantile)
    }
  }

  /// The value alone, off the sums that a state keeps.
  func value(_ place: SensorPlace, _ state: inout SensorState) -> SensorValue? {
    switch place {
    case .own(.gauge, let place) where window != nil:
      number(&state.gauges[place].windows) { $0.value(aggregate ?? .mean) }
    case .active(let place, _) where window != nil:
      number(&state.active[place].readings.windows) { $0.value(aggregate ?? .mean) }
    case .own(.counter, let place) where window != nil:
      number(&state.counters[place].windows) { Double($0.count) }
    case .own(.counter, let place): .number(Double(state.counters[place].total))
    case .own(.rate, let place): number(&state.rates[place].windows) { rate($0, seconds) }
    case .own(.histogram, let place): number(&state.histograms[place].windows) { value(of: $0) }
    default: answer(place, state)?.0
    }
  }

  private func number<Bucket: RingBucket>(
    _ windows: inout Windows<Bucket>, _ value: (borrowing Bucket) -> Double?
  ) -> SensorValue? {
    windows.readSum(of: seconds, at: time, horizon, value).map { .number($0) }
  }

  /// Of the window, where there is one.
  var seconds: Int { window ?? SensorDefinition.usualWindow }

  /// What the sensor said in each bucket of the window.
  func series(_ place: SensorPlace, _ state: SensorState) -> [SensorReading.Point] {
    switch place {
    case .own(.gauge, let place):
      points(state.gauges[place].windows) { $0.value(aggregate ?? .mean) }
    case .active(let place, _):
      points(state.active[place].readings.windows) { $0.value(aggregate ?? .mean) }
    case .own(.counter, let place): points(state.counters[place].windows) { Double($0.count) }
    case .own(.rate, let place):
      points(state.rates[place].windows) { rate($0, width) }
    case .own(.histogram, let place): points(state.histograms[place].windows) { value(of: $0) }
    case .own(.state, let place):
      words(state.words[place].latest.map { ($0.time, $0.word) })
    case .agents(let measure):
      state.agents.series(measure, window: window ?? 1, at: time, horizon, width: width)
    case .mode:
      words(state.mode.history.compactMap { last in last.time.map { ($0, last.to) } })
    }
  }

  /// Seconds of one bucket of the window.
  private var width: Int { window ?? 0 > SensorHorizon.hour ? horizon.width_s : 1 }

  private func points<Bucket: RingBucket>(
    _ windows: Windows<Bucket>, _ value: (Bucket) -> Double?
  ) -> [SensorReading.Point] {
    windows.each(window ?? 1, at: time, horizon).compactMap { begin, bucket in
      value(bucket).map { SensorReading.Point(time: begin, value: .number($0)) }
    }
  }

  private func words(_ said: [(Timestamp, Label)]) -> [SensorReading.Point] {
    let second = time.wholeSecond
    let seconds = second - Int64(window ?? 1) + 1...second
    return said.filter { seconds.contains($0.0.wholeSecond) }
      .enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map { SensorReading.Point(time: $0.element.0, value: .word($0.element.1.text)) }
  }
}
