package import TLM

/// The traces of a period that took longest.
package struct TraceList: Sendable {
  /// The slowest first.
  package let slowest: [(id: Label, trace: TraceSums)]
  /// All traces of which a duration is known.
  package let count: Int

  /// - Parameter limit: how many are told.
  package init(of rows: Rows<Traces.Row>, limit: Int = 15) {
    var timed: [(id: Label, trace: TraceSums, duration: Nanoseconds)] = []
    for (id, trace) in TraceSums.all(of: rows) {
      if let duration = trace.duration { timed.append((id, trace, duration)) }
    }
    timed.sort { left, right in
      left.duration == right.duration ? left.id < right.id : left.duration > right.duration
    }
    count = timed.count
    slowest = timed.prefix(limit).map { (id: $0.id, trace: $0.trace) }
  }

  /// The page; nil where there is no trace.
  package var page: ReportPage? {
    guard !slowest.isEmpty else { return nil }
    var page = ReportPage()
    page.add(
      .table(
        ReportPage.Table(
          of: slowest,
          .text("trace") { $0.id.text }, .text("root") { $0.trace.root?.text },
          .count("spans") { $0.trace.spans }, .count("failed") { $0.trace.failed }.hidingZeros,
          .seconds("took") { $0.trace.duration?.seconds }, .time("began") { $0.trace.begin })))
    if count > slowest.count {
      page.add(.line("the slowest \(.count(slowest.count)) of \(.count(count, "trace"))"))
    }
    return page
  }
}

extension Store {
  /// The traces of a period that took longest.
  ///
  /// - Throws: as `state`.
  package func slowestTraces(in period: Period) throws -> TraceList {
    var options = Replay.Options()
    options.bounds = period.bounds
    return TraceList(of: try state(of: Traces(), options: options).state)
  }
}
