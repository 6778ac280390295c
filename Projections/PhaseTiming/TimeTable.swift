import Events

/// Times by name, as people are shown them.
struct TimeTable<Total> {
  struct Row {
    let name: Label
    let total: Total
    let durations: Distribution
    /// Its part of the time of all; nil where it has none.
    let share: Double?
    /// Whether it is the sum of others.
    var isSum = false
  }

  /// The longest first; what has no share, because it is the sum of others, last.
  private(set) var rows: [Row] = []
  /// The row that took the most time; nil where there are no shares.
  private(set) var bottleneck: Row?
  private let hasShares: Bool

  /// Times that share one whole.
  init(_ totals: [Label: Total], _ durations: (Total) -> Distribution) {
    hasShares = true
    let times = totals.mapValues(durations)
    let whole = times.whole
    arrange(
      totals.map { name, total in
        let durations = durations(total)
        return Row(
          name: name, total: total, durations: durations, share: durations.fraction(of: whole),
          isSum: whole == 0 && durations.count > 0)
      }, times.bottleneck)
  }

  func table(first: String, counts: [ReportPage.Table.Column<Row>]) -> ReportPage.Table {
    let bottleneck = bottleneck?.name
    var columns: [ReportPage.Table.Column<Row>] = [
      .text(first) {
        $0.name.text
      } role: {
        $0.name == bottleneck ? .highlighted : nil
      }
    ]
    if hasShares {
      columns += [.bar("share") { $0.share }, .percent("") { $0.share }.absent("")]
    }
    columns.append(.count("count") { $0.durations.count })
    columns += counts.map(\.hidingZeros)
    columns += [
      .seconds("total") { $0.durations.sum_s }, .seconds("mean") { $0.durations.mean_s },
      .seconds("p50") { $0.durations.percentile_s(50) },
      .seconds("p95") { $0.durations.percentile_s(95) },
      // The rarest question goes first where there is little room.
      .seconds("p99") { $0.durations.percentile_s(99) }.forWideScreens,
    ]
    return ReportPage.Table(of: rows, columns)
  }

  private mutating func arrange(_ rows: [Row], _ bottleneck: Label?) {
    self.rows = rows.sorted(by: Self.isShownBefore)
    self.bottleneck = bottleneck.flatMap { name in rows.first { $0.name == name } }
  }

  private static func isShownBefore(_ left: Row, _ right: Row) -> Bool {
    func rank(_ row: Row) -> (Int, Double) { (row.isSum ? 1 : 0, -(row.durations.sum_s ?? -1)) }
    return rank(left) == rank(right) ? left.name < right.name : rank(left) < rank(right)
  }
}

extension TimeTable where Total == Distribution {
  /// Times that lie in each other, so that they share nothing.
  init(_ durations: [Label: Distribution]) {
    hasShares = false
    arrange(
      durations.map { Row(name: $0, total: $1, durations: $1, share: nil) }, nil)
  }

  /// Times of which some are parts of one whole, and the others are sums of them.
  init(_ durations: [Label: Distribution], sharing parts: [Label: Distribution]) {
    hasShares = true
    let whole = parts.whole
    arrange(
      durations.map { name, durations in
        let share = parts[name] == nil ? nil : durations.fraction(of: whole)
        return Row(
          name: name, total: durations, durations: durations, share: share,
          isSum: share == nil && durations.count > 0)
      }, parts.bottleneck)
  }
}
