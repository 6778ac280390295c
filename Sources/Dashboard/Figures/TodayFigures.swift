import Analysis
import TLM

/// Today's numbers, and those of the days before it.
struct TodayFigures {
  /// A number of today, what it usually is, and how it went.
  struct Measure {
    let metric: TrendMetric
    let today: Double?
    /// The mean of the whole days; nil without any.
    let usual: Double?
    let picture: ReportPage.Text

    var name: String { metric.title }

    func shown(_ value: Double?) -> ReportPage.Text? {
      guard let value else { return nil }
      // Means of counts are told as far as they tell something.
      let isBroken = metric.unit == .count && value != value.rounded()
      return isBroken ? "\(.decimal(value, places: 1))" : metric.text(value)
    }

    var difference: ReportPage.Text? {
      guard let today, let usual, usual != 0 else { return nil }
      let share = (today - usual) / usual
      return share < 0 ? "\(.percent(share))" : "+\(.percent(share))"
    }
  }

  let midnight: Timestamp
  let measures: [Measure]
  /// Runs that began today, by how they stand.
  let runs: [Outcome: Int]
  /// Agents' work of all these days.
  let work: UsageAnswer
  let prices: KnownPrices

  private static let days: Int64 = 14

  init(of store: Store, _ runs: RunShelf, at now: Timestamp) throws {
    let midnight = Timestamp(wholeSecond: now.wholeSecond.flooredDivision(by: 86_400) * 86_400)
    self.midnight = midnight
    let start = midnight.advanced(bySeconds: -Self.days * 86_400)
    prices = try KnownPrices(in: store)
    var question = TrendQuestion(now: now)
    (question.per, question.prices) = (.day, prices.table)
    question.period = Period(start: start, end: now)
    let trends = try store.trends(question)
    let today = Velocity.Period.day.bucket(of: now)
    measures = trends.series.compactMap { Measure($0, of: trends, today: today) }
    work = try store.usage(UsageQuestion(since: start, until: nil, prices: prices.table))
    self.runs = try Self.standings(of: runs, since: midnight)
  }

  private static func standings(
    of runs: RunShelf, since midnight: Timestamp
  ) throws -> [Outcome: Int] {
    var filter = RunFilter()
    filter.startFrom = midnight
    return try runs.ask(filter) { table, rows in
      var counts: [Outcome: Int] = [:]
      table.forEach(filter, among: rows) { number in
        counts[table.entries[number].status ?? .unknown, default: 0] += 1
        return true
      }
      return counts
    }
  }

  /// Agents' work of today.
  var workToday: UsageGroup? { work.days[Label(String(midnight.description.prefix(10)))] }

  private func measure(_ metric: TrendMetric) -> Measure? {
    measures.first { $0.metric == metric }
  }

  /// What is most asked for, large.
  var cards: HTML {
    let counted: [HTML] = [
      card("events", .events, Address("events", query: [.init("since", "today")])),
      runCard,
      card("issues failed", .failed, Address("issues")),
      card("errors of calls", .error_rate, Address("projections", "tool-usage")),
      card("cost", .cost_usd, Address("sessions")),
    ]
    return counted.joined()
  }

  private func card(_ name: String, _ metric: TrendMetric, _ address: Address) -> HTML {
    let measure = measure(metric)
    let shown = measure.flatMap { $0.shown($0.today) } ?? "–"
    let usual = measure.flatMap { $0.shown($0.usual) }
    let words: ReportPage.Text = usual.map { "usually \($0)" } ?? "no day to compare with"
    return """
      <li><h2>\(address.link("\(name) today"))</h2>
      <p class="big">\(.report(Words.page.part(of: shown)))</p>
      <p class="muted">\(.report(Words.page.part(of: words)))</p></li>
      """
  }

  private var runCard: HTML {
    let parts = RunStatistics.order.compactMap { status in
      runs[status].map { "\(Numbers.grouped($0)) \(status.rawValue)" }
    }
    let count = runs.values.reduce(0, +)
    let address = Address("runs", query: [.init("since", "today")])
    return """
      <li><h2>\(address.link("runs today"))</h2>
      <p class="big">\(Numbers.grouped(count))</p>
      <p class="muted">\(parts.isEmpty ? "none has begun" : parts.joined(separator: ", "))</p></li>
      """
  }
}

extension TodayFigures.Measure {
  fileprivate init?(_ series: TrendSeries, of trends: Trends, today: Int) {
    guard case .metric(let metric) = series.subject else { return nil }
    self.metric = metric
    let pairs = zip(trends.buckets, series.values)
    self.today = pairs.first { $0.0 == today }?.1
    let whole = pairs.filter { $0.0 != today && !trends.partial.contains($0.0) }.compactMap(\.1)
    usual = whole.isEmpty ? nil : whole.reduce(0, +) / Double(whole.count)
    let partial = Set(
      trends.buckets.indices.filter { trends.partial.contains(trends.buckets[$0]) })
    picture = ReportPage.Text(.sparkline(series.values, top: series.top, partial: partial))
  }
}
