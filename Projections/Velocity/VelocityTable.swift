import Events

/// The buckets of a state as people are shown them.
struct VelocityTable {
  private struct Row {
    let number: Int
    let bucket: VelocityBucket
    let isPartial: Bool

    var completions: Completions { bucket.completions }
    var isEmpty: Bool { bucket.started == 0 && completions.completed == 0 && !isPartial }
  }

  private let per: Velocity.Period
  private let entries: [ReportPage.Table.Entry<Row>]
  /// Whether one of them tells only a part of what happened in it.
  let hasPartial: Bool
  /// Completions of the bucket that has the most.
  private let most: Int

  init(_ state: Velocity.State, _ per: Velocity.Period, _ list: BucketList, emptyRows: Int) {
    self.per = per
    let rows: (Int) -> Row = { number in
      Row(
        number: number, bucket: state.buckets[number] ?? VelocityBucket(),
        isPartial: state.span.isPartial(number, per))
    }
    let runs = BucketRun.runs(of: list, emptyRows: emptyRows) { rows($0).isEmpty }
    entries = runs.map { run in
      switch run {
      case .bucket(let number): .element(rows(number))
      case .empty(let count): .gap("… \(.count(count)) without any")
      }
    }
    hasPartial = list.listed.contains { state.span.isPartial($0, per) }
    most = state.buckets.values.map(\.completions.completed).max() ?? 0
  }

  var table: ReportPage.Table {
    let (per, most) = (per, most)
    return ReportPage.Table(
      entries: entries,
      [
        .text(per.rawValue) {
          per.shortText(of: $0.number) + ($0.isPartial ? " *" : "")
        } role: {
          $0.isPartial ? .muted : nil
        },
        .bar("", narrow: 12, wide: 24) { $0.completions.completed.ratio(of: most) },
        .count("done") { $0.completions.completed }.hidingZeros,
        .count("ok") { $0.completions.success }.hidingZeros,
        .count("fail") { $0.completions.failure }.hidingZeros,
        .count("skip") { $0.completions.skipped }.hidingZeros,
        .count("started") { $0.bucket.started }.hidingZeros,
        .percent("success") { $0.completions.rate.value },
        .init("95 %", .text) { $0.completions.rate.interval }.absent(""),
        .seconds("mean") { $0.completions.durations.mean_s },
      ])
  }
}

extension SuccessRate {
  /// The bounds in whole parts of a hundred; nil where there are none.
  fileprivate var interval: ReportPage.Text? {
    guard let low, let high else { return nil }
    return "\(.decimal(low * 100, places: 0))–\(.decimal(high * 100, places: 0))"
  }
}

extension Velocity.Period {
  /// As much of a bucket's start as tells it from its neighbours. Buckets are UTC.
  package func shortText(of bucket: Int) -> String {
    let text = startText(of: bucket)
    switch self {
    case .hour: return text.prefix(13).replacing("T", with: " ") + ":00"
    case .month: return String(text.prefix(7))
    case .quarter:
      let month = Int(text.dropFirst(5).prefix(2))
      return text.prefix(4) + " Q" + (month.map { String(($0 + 2) / 3) } ?? "?")
    case .day, .week: return String(text.prefix(10))
    }
  }
}
