import Events

extension AgentRecord {
  /// What a measure says at a time, and when it became so; nil where it says nothing.
  ///
  /// - Parameter window: the seconds that are covered; nil: as the measure usually does.
  func answer(
    _ measure: AgentMeasure, window: Int?, at time: Timestamp, _ horizon: SensorHorizon,
    _ lead_s: Int64
  ) -> (SensorValue, Timestamp?)? {
    switch measure.group {
    case .spending: spending?.answer(measure, window: window, at: time, horizon)
    case .begins: calls?.answer(measure, window: window, at: time, horizon)
    case .ends: marks?.answer(measure, at: time, lead_s)
    }
  }

  /// What it said in each bucket of a window; nothing of what has no buckets.
  func series(
    _ measure: AgentMeasure, window: Int, at time: Timestamp, _ horizon: SensorHorizon, width: Int
  ) -> [SensorReading.Point] {
    func points<Bucket>(
      _ found: [(time: Timestamp, bucket: Bucket)], _ value: (Bucket) -> Double?
    ) -> [SensorReading.Point] {
      found.compactMap { begin, bucket in
        value(bucket).map { SensorReading.Point(time: begin, value: .number($0)) }
      }
    }
    switch measure.group {
    case .spending:
      return points(spending?.windows.each(window, at: time, horizon) ?? []) {
        measure.value(of: $0, in: width)
      }
    case .begins where measure == .retried:
      return points(calls?.windows.each(window, at: time, horizon) ?? [], \.share)
    case .begins, .ends: return []
    }
  }
}

extension AgentMeasure {
  /// What so much spending in so many seconds comes to.
  fileprivate func value(of bucket: SpendingBucket, in seconds: Int) -> Double {
    func tokens(_ count: Int64) -> Double { Double(count) * 60 / Double(seconds) }
    return switch self {
    case .inputTokens: tokens(bucket.tokens.input)
    case .outputTokens: tokens(bucket.tokens.output)
    case .cacheReadTokens: tokens(bucket.tokens.cacheRead)
    case .cacheWriteTokens: tokens(bucket.tokens.cacheWrite)
    case .costPerHour: bucket.cost.scaled(by: 3600, over: Int128(seconds)).dollars
    default: bucket.cost.dollars
    }
  }
}

extension Spending {
  fileprivate func answer(
    _ measure: AgentMeasure, window: Int?, at time: Timestamp, _ horizon: SensorHorizon
  ) -> (SensorValue, Timestamp?)? {
    let hour = time.wholeSecond.flooredDivision(by: 3600)
    let day = time.wholeSecond.flooredDivision(by: 86_400)
    let last = windows.last(at: time)
    let seconds = window ?? SensorDefinition.usualWindow
    switch measure {
    case .costThisHour where window == nil:
      return (.number(cost(of: hour...hour).dollars), last)
    case .costToday where window == nil:
      return (.number(cost(of: day * 24...max(hour, day * 24)).dollars), last)
    case .costUntilMidnight:
      guard let (total, _) = windows.sum(seconds, at: time, horizon) else { return nil }
      let rest = Int128((day + 1) * 86_400 - time.wholeSecond)
      let more = total.cost.scaled(by: rest, over: Int128(seconds))
      return (.number(cost(of: day * 24...max(hour, day * 24)).adding(more).dollars), last)
    default:
      guard let (total, _) = windows.sum(seconds, at: time, horizon) else { return nil }
      return (.number(measure.value(of: total, in: seconds)), last)
    }
  }

  private func cost(of numbers: ClosedRange<Int64>) -> Int128 { hours.sum(numbers).total.cost }
}

extension RecentCalls {
  fileprivate func answer(
    _ measure: AgentMeasure, window: Int?, at time: Timestamp, _ horizon: SensorHorizon
  ) -> (SensorValue, Timestamp?)? {
    let seconds = window ?? SensorDefinition.usualWindow
    guard measure == .retried else {
      return (.number(Double(most(in: seconds, at: time))), windows.last(at: time))
    }
    guard let (total, last) = windows.sum(seconds, at: time, horizon) else { return nil }
    return total.share.map { (.number($0), last) }
  }
}

extension WorkMarks {
  fileprivate func answer(
    _ measure: AgentMeasure, at time: Timestamp, _ lead_s: Int64
  ) -> (SensorValue, Timestamp?)? {
    let times =
      switch measure {
      case .sinceTest: tests
      case .sinceCommit: commits
      default: edits
      }
    return times.since(at: time, lead_s).map { (.number($0.seconds), $0.last) }
  }
}

extension Int128 {
  /// US dollars of so many 1e-12 of them, rounded half away from zero to whole 1e-6 of them.
  var dollars: Double {
    let (micro, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    let whole = Double(micro + (rest >= 500_000 ? 1 : 0)) / 1e6
    return self < 0 ? -whole : whole
  }
}
