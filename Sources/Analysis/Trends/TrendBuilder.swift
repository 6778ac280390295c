import TLM

/// Puts series together of what folds came to.
struct TrendBuilder {
  let question: TrendQuestion
  /// Of the log, also outside of what was asked for.
  var span = LogSpan()
  private var cells: [Label: [Int: TrendFold.Cell]] = [:]
  /// The work of agents, by machine (the empty one where these are not told apart) and bucket.
  private var work: [Label: [Int: UsageGroup]] = [:]

  /// Runs, where they are asked for.
  var runs: TrendRuns
  /// What sensors say, where they are asked.
  var sensors = TrendSensors()

  init(_ question: TrendQuestion) {
    self.question = question
    runs = TrendRuns(question)
  }

  /// What a fold came to.
  ///
  /// - Parameter machine: whose events it saw; nil: everybody's.
  mutating func add(_ state: TrendFold.State, of machine: Label?) {
    for (group, cells) in state.whole(question.per) { self.cells[machine ?? group] = cells }
    span.include(state.span.first)
    span.include(state.span.greatest)
  }

  /// Calls that have an id, each in the bucket in which it ended.
  mutating func add(_ rows: Rows<ToolUsage.Row>, of machine: Label?) {
    rows.forEach { _, row in
      guard let call = row.endedCall, let time = call.time,
        question.period.map({ $0.start <= time && time < $0.end }) ?? true
      else { return }
      let group = machine ?? (question.by == .tool ? call.tool : "")
      cells[group, default: [:]][question.per.bucket(of: time), default: .init()].calls
        .record(call.outcome, call.measured)
    }
  }

  /// The work of agents; by days, or by hours where details were asked for.
  mutating func add(_ answer: UsageAnswer, of machine: Label?) {
    if question.per == .hour {
      for (hour, group) in answer.hours { add(group, at: hour * 3600, of: machine) }
      return
    }
    for (day, group) in answer.days {
      guard let date = CivilDate(text: day.text) else { continue }
      add(group, at: date.days * 86_400, of: machine)
    }
  }

  private mutating func add(_ group: UsageGroup, at second: Int64, of machine: Label?) {
    let bucket = question.per.bucket(of: Timestamp(wholeSecond: second))
    work[machine ?? "", default: [:]][bucket, default: UsageGroup()].merge(group)
  }

  /// The answer.
  var trends: Trends {
    let filled = eventful.union(work.values.flatMap(\.keys)).union(runs.buckets)
      .union(sensors.buckets).sorted()
    let list = BucketList(filled: filled)
    let ends = [question.period?.start, question.period?.end].compactMap(\.self)
    let cut = ends.filter { !question.per.isStart($0) }.map { question.per.bucket(of: $0) }
    let partial = Set(list.listed.filter { span.isPartial($0, question.per) } + cut)
    let series = question.told.flatMap { metric in
      points(of: metric).compactMap { group, points in
        self.series(.metric(metric), group, points, list.listed, partial)
      }
      .sorted { left, right in
        left.weight == right.weight
          ? (left.group ?? "") < (right.group ?? "") : left.weight > right.weight
      }
    }
    let said = sensors.all.compactMap {
      self.series(.sensor($0.sensor), "", $0.points, list.listed, partial)
    }
    return Trends(
      question: question, buckets: list.listed, leftOut: list.leftOut,
      partial: partial.intersection(list.listed), series: series + said)
  }

  /// The buckets that have events with a time.
  var eventful: Set<Int> { Set(cells.values.flatMap(\.keys)) }

  private typealias Points = [Int: (value: Double, weight: Int)]

  private func series(
    _ subject: TrendSubject, _ group: Label, _ points: Points, _ buckets: [Int],
    _ partial: Set<Int>
  ) -> TrendSeries? {
    let weight = points.values.reduce(0) { $0 + $1.weight }
    guard weight > 0 else { return nil }
    let absent: Double? = subject.countsNothing ? 0 : nil
    let values = buckets.map { points[$0]?.value ?? absent }
    let whole = zip(buckets, values).filter { !partial.contains($0.0) }.map(\.1)
    return TrendSeries(
      subject: subject, group: question.by == nil ? nil : group, values: values,
      last: whole.last ?? nil, previous: whole.dropLast().last ?? nil,
      direction: direction(subject, points, partial), weight: weight)
  }

  private func direction(
    _ subject: TrendSubject, _ points: Points, _ partial: Set<Int>
  ) -> Direction {
    let range = range(of: subject, points)
    if subject.isCount {
      let counts = points.filter { range?.contains($0.key) ?? false }.mapValues(\.weight)
      return Direction(counting: counts, in: range, without: partial)
    }
    var points = points
    if subject.countsNothing, let range, range.count <= BucketList.emptyLimit {
      for bucket in range where points[bucket] == nil { points[bucket] = (0, 0) }
    }
    return Direction(fitting: points, in: range, without: partial)
  }

  /// From the first bucket to the last in which something of the kind happened, whatever its group: as
  /// velocity has it for issues.
  private func range(of subject: TrendSubject, _ points: Points) -> ClosedRange<Int>? {
    let filled =
      if case .metric(let metric) = subject { buckets(of: metric) } else { Array(points.keys) }
    return filled.min().flatMap { first in filled.max().map { first...$0 } }
  }

  private func buckets(of metric: TrendMetric) -> [Int] {
    switch metric {
    case .sessions, .prompts, .responses, .tokens, .cost_usd:
      return work.values.flatMap(\.keys)
    case _ where metric.isOfRuns: return Array(runs.buckets)
    default:
      return cells.values.flatMap { cells in
        cells.filter { Self.hasAny(of: metric, $0.value) }.keys
      }
    }
  }

  private static func hasAny(of metric: TrendMetric, _ cell: TrendFold.Cell) -> Bool {
    switch metric {
    case .events: cell.events > 0
    case .phase_s: cell.phases.count > 0
    case .calls, .error_rate, .call_s: cell.calls.calls > 0
    default: cell.started > 0 || cell.completions.completed > 0
    }
  }
}

/// The number of a metric in each bucket, by group.
extension TrendBuilder {
  private func points(of metric: TrendMetric) -> [Label: Points] {
    switch metric {
    case .sessions, .prompts, .responses, .tokens, .cost_usd: return workPoints(of: metric)
    case _ where metric.isOfRuns:
      return runs.cells.mapValues { $0.compactMapValues { $0.point(of: metric) } }
    default:
      return cells.mapValues { cells in
        cells.compactMapValues { Self.point(of: metric, $0) }
      }
    }
  }

  private static func point(
    of metric: TrendMetric, _ cell: TrendFold.Cell
  ) -> (value: Double, weight: Int)? {
    let (completions, calls) = (cell.completions, cell.calls)
    switch metric {
    case .events: return counted(cell.events)
    case .started: return counted(cell.started)
    case .completed: return counted(completions.completed)
    case .failed: return counted(completions.failure)
    case .success_rate:
      return completions.rate.value.map { ($0, completions.success + completions.failure) }
    case .duration_s: return mean(completions.durations)
    case .phase_s: return mean(cell.phases)
    case .calls: return counted(calls.calls)
    case .error_rate: return calls.errorRate.map { ($0, calls.ran) }
    case .call_s: return mean(calls.durations)
    default: return nil
    }
  }

  private static func counted(_ count: Int) -> (value: Double, weight: Int)? {
    count == 0 ? nil : (Double(count), count)
  }

  private static func mean(_ durations: Distribution) -> (value: Double, weight: Int)? {
    durations.mean_s.map { ($0, durations.count) }
  }

  private func workPoints(of metric: TrendMetric) -> [Label: Points] {
    var points: [Label: Points] = [:]
    for (machine, buckets) in work {
      for (bucket, group) in buckets where question.by != .model {
        points[machine, default: [:]][bucket] = Self.point(of: metric, group)
      }
      for (bucket, group) in buckets where question.by == .model {
        for (model, part) in group.models {
          points[model, default: [:]][bucket] = Self.point(of: metric, part)
        }
      }
    }
    return points
  }

  private static func point(
    of metric: TrendMetric, _ group: UsageGroup
  ) -> (value: Double, weight: Int)? {
    switch metric {
    case .sessions: counted(group.sessions.count)
    case .prompts: counted(group.prompts)
    case .responses: counted(group.responses)
    case .tokens:
      group.allTokens == 0 ? nil : (Double(group.allTokens), group.responses)
    case .cost_usd: group.priced == 0 ? nil : (group.cost.rounded, group.priced)
    default: nil
    }
  }
}
