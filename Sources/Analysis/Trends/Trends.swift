package import TLM

/// What is told of periods one after the other: what became more, and what less.
package struct Trends: Sendable {
  /// What was asked for.
  package let question: TrendQuestion
  /// The numbers of the buckets that are listed, ascending.
  package let buckets: [Int]
  /// Long stretches in which nothing happened, that are not listed.
  package let leftOut: [ClosedRange<Int>]
  /// Buckets that tell a part only: the log begins or goes on in them, or the period that was asked for
  /// does.
  package let partial: Set<Int>
  /// One for each metric, or one for each group of it.
  package let series: [TrendSeries]

  /// Whether nothing that was asked for happened.
  package var isEmpty: Bool { series.isEmpty }
}

/// What trends are asked for.
package struct TrendQuestion: Sendable {
  /// How long a bucket is.
  package var per = Velocity.Period.week
  /// Which numbers; empty: all of which there are some.
  package var metrics: [TrendMetric] = []
  /// What sensors say of periods, too, by their ids.
  package var sensors: [String] = []
  /// By what they are told apart; nil: by nothing.
  package var by: TrendGroup?
  /// Only what happened in it; nil: everything.
  package var period: Period?
  /// What tokens cost.
  package var prices = PriceTable.shipped
  /// The reader's now.
  package var now: Timestamp

  /// All numbers, week by week.
  package init(now: Timestamp) { self.now = now }

  /// The metrics that can be told so.
  package var told: [TrendMetric] {
    let asked = metrics.isEmpty && sensors.isEmpty ? TrendMetric.allCases : metrics
    return by.map { by in asked.filter { $0.groups.contains(by) } } ?? asked
  }
}

/// A number of periods one after the other.
package struct TrendSeries: Sendable {
  /// Which number.
  package let subject: TrendSubject
  /// Of what; nil where it is not told apart.
  package let group: Label?
  /// For each listed bucket; nil where it has none.
  package let values: [Double?]
  /// The value of the last period that is whole, and of the whole one before it.
  package let last: Double?
  package let previous: Double?
  /// Whether it becomes more or less.
  package let direction: Direction
  /// How many things all of it rests on.
  let weight: Int

  /// How the last value differs from the one before it, as a part of that.
  package var change: Double? { Change.relative(last, previous) }
}

extension Store {
  /// What happened in periods one after the other.
  ///
  /// - Throws: as `replay`.
  package func trends(_ question: TrendQuestion) throws -> Trends {
    var builder = TrendBuilder(question)
    if question.by == .host {
      for machine in try machines() {
        try machine.store.add(to: &builder, as: Label(machine.name))
      }
    } else {
      try add(to: &builder)
    }
    builder.span = try span(of: question, builder.span)
    if !question.sensors.isEmpty {
      builder.sensors = try trendSensors(of: question, in: builder.eventful)
    }
    return builder.trends
  }

  /// - Parameter machine: as what all of it counts; nil: it is not told by machines.
  private func add(to builder: inout TrendBuilder, as machine: Label? = nil) throws {
    let question = builder.question
    var options = Replay.Options()
    // A window of all times where nothing is asked for: what is kept of it is nobody's projection.
    options.bounds = question.period?.bounds ?? Fold.Bounds(since: Timestamp(rawValue: .min))
    options.now = question.now
    let fold = TrendFold(per: question.per, by: question.by)
    let told = question.told
    if told.contains(where: { [.calls, .error_rate, .call_s].contains($0) }) {
      let (state, rows) = try states(of: fold, ToolUsage(), options: options).all
      builder.add(state, of: machine)
      builder.add(rows, of: machine)
    } else {
      builder.add(try state(of: fold, options: options).state, of: machine)
    }
    let ofWork: [TrendMetric] = [.sessions, .prompts, .responses, .tokens, .cost_usd]
    if told.contains(where: { ofWork.contains($0) }) {
      var work = UsageQuestion(
        since: question.period?.start, until: question.period?.end, prices: question.prices)
      work.hasHours = question.per == .hour
      builder.add(try usage(work), of: machine)
    }
    if told.contains(where: \.isOfRuns) {
      builder.runs = try RunFilter().fold(in: self, from: builder.runs) { $0.add($1, of: machine) }
    }
  }

  /// Between which times the whole log lies, as far as the buckets of a period are concerned: where
  /// something happened after it, the last of them is whole. What each machine began with says nothing
  /// of what the log did.
  private func span(of question: TrendQuestion, _ inside: LogSpan) throws -> LogSpan {
    guard question.period != nil || question.by == .host else { return inside }
    var span = LogSpan()
    span.include(try firstTime(since: Timestamp(rawValue: .min)))
    span.include(inside.greatest)
    if let end = question.period?.end { span.include(try firstTime(since: end)) }
    return span
  }

  /// The time of the first event of the log that is not before a time.
  private func firstTime(since time: Timestamp) throws -> Timestamp? {
    var query = Query()
    query.filter.since = time
    query.limit = 1
    var found: Timestamp?
    try self.query(query) { event in
      found = event.time
      return false
    }
    return found
  }
}
