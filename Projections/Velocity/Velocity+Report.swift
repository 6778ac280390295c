public import Events

extension Velocity {
  public func report(of state: State) -> Value {
    let filled = state.buckets.keys.sorted()
    let list = BucketList(filled: filled)
    let trend = state.trend(over: filled, per)
    let overall = state.overall
    var members = [
      Member("per", .string(per.rawValue)),
      Member("buckets", .array(list.listed.map { state.bucket($0, per) })),
      Member(
        "overall",
        [
          "completed": Value(overall.completed),
          "velocity_per_day": Value(state.velocity_per_day),
          "success_rate": Value(overall.rate.value),
        ]),
      Member("trend", .string(trend.word)),
      Member("slope", Value(trend.slope)),
      Member("trend_clear", .bool(trend.isClear)),
      Member("duplicates", Value(state.duplicates)),
      Member("by_tool", .object(state.byTool)),
    ]
    // Of what seldom is, nothing is said where it is not.
    if state.invalid > 0 { members.append(Member("invalid", Value(state.invalid))) }
    if !list.leftOut.isEmpty {
      members.append(Member("left_out", .array(list.leftOut.map(leftOut))))
    }
    return .object(members)
  }

  private func leftOut(_ buckets: ClosedRange<Int>) -> Value {
    [
      "from": .string(per.startText(of: buckets.lowerBound)),
      "to": .string(per.startText(of: buckets.upperBound)),
      "buckets": Value(buckets.count),
    ]
  }
}

extension Velocity.State {
  /// All completions, over all tools.
  package var overall: Completions {
    tools.values.reduce(into: Completions()) { $0.merge($1) }
  }

  /// Completions a day; nil where no completion has a time.
  package var velocity_per_day: Double? { overall.completed.ratio(of: span.completionDays) }

  fileprivate var byTool: [Member] {
    tools.sorted { $0.key < $1.key }.map { tool, completions in
      Member(
        tool.text,
        [
          "completed": Value(completions.completed),
          "success": Value(completions.success),
          "failure": Value(completions.failure),
          "success_rate": Value(completions.rate.value),
          "mean_duration_s": Value(completions.durations.mean_s),
        ])
    }
  }

  fileprivate func bucket(_ number: Int, _ per: Velocity.Period) -> Value {
    let bucket = buckets[number] ?? VelocityBucket()
    let completions = bucket.completions
    return [
      "start": .string(per.startText(of: number)),
      "partial": .bool(span.isPartial(number, per)),
      "started": Value(bucket.started),
      "completed": Value(completions.completed),
      "success": Value(completions.success),
      "failure": Value(completions.failure),
      "skipped": Value(completions.skipped),
      "success_rate": Value(completions.rate.value),
      "success_rate_low": Value(completions.rate.low),
      "success_rate_high": Value(completions.rate.high),
      "mean_duration_s": Value(completions.durations.mean_s),
    ]
  }

  func trend(over filled: [Int], _ per: Velocity.Period) -> Trend {
    let counts = filled.map { (bucket: $0, count: buckets[$0]?.completions.completed ?? 0) }
    let ends = [span.first, span.greatest].compactMap { $0.map(per.bucket) }
    let all = filled.first.flatMap { first in filled.last.map { first...$0 } }
    return Trend(counts, in: all, without: ends.filter { span.isPartial($0, per) })
  }
}
