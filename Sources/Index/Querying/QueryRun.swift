import Events
import Journal
import Lines

/// A query on its way through a log: what is left of its limit, and what it has cost so far.
///
/// Each stretch of the log is read once, in the order that the query asks for, and is never held
/// in memory whole.
struct QueryRun {
  typealias Body = (borrowing Event) throws -> Bool

  let query: Query
  let log: EventLog
  let session: LogSession
  var explanation = Query.Explanation()
  /// Where lines are kept: from the oldest one to the end, as it was when the run began.
  let bounds: Range<Position>
  /// The whole lines in which everything stands that the query wants.
  let range: Range<Position>
  var times: TimesBefore
  let parser = LineParser()
  /// What holds an event against the query.
  let judge: QueryJudge
  /// Whose events are asked for; nil: everybody's.
  let choice: OriginChoice?

  init(_ query: Query, over log: EventLog, in session: LogSession) throws(JournalError) {
    self.query = query
    self.log = log
    self.session = session
    bounds = try log.bounds()
    if let from = query.from, from > .start, from < bounds.lowerBound {
      throw JournalError(
        .truncated,
        "position \(from) was pruned; the oldest line that is kept stands at "
          + "\(bounds.lowerBound)")
    }
    let start = try log.line(atOrBefore: query.from ?? bounds.lowerBound, in: bounds)
    let end = try log.line(atOrAfter: query.to ?? bounds.upperBound, in: bounds)
    range = start..<max(start, end)
    times = TimesBefore(log: log, first: bounds.lowerBound)
    var bound = query
    choice = query.filter.origins.isEmpty ? nil : try log.choice(ofOrigins: query.filter.origins)
    bound.filter = query.filter.bound(to: log, by: choice)
    judge = QueryJudge(bound, DrainedRanges(log))
  }

  /// Whether it asks whose events are, which is known by whoever goes through them in their order.
  var asksOrigins: Bool { choice != nil || query.filter.test?.knowing != nil }

  /// Whether as many events were lent as the query wants.
  var isFull: Bool { query.limit.map { explanation.matched >= $0 } ?? false }

  /// Holds an event against the query, and lends it if it meets it. False ends the run.
  mutating func take(_ event: borrowing Event, _ body: Body) throws -> Bool {
    explanation.examined += 1
    guard isMet(by: event) else { return true }
    explanation.matched += 1
    return try body(event) && !isFull
  }

  /// Whether an event is wanted; one whose time nobody can read is counted where only that keeps it out.
  mutating func isMet(by event: borrowing Event) -> Bool {
    switch judge.verdict(on: event) {
    case .met: return true
    case .untimely:
      explanation.untimely += 1
      return false
    case .unmet: return false
    }
  }

  /// Reads a stretch of whole lines in the query's order. False ends the run.
  mutating func scan(_ stretch: Range<Position>, _ body: Body) throws -> Bool {
    if stretch.isEmpty { return true }
    return query.newestFirst
      ? try scanBackward(stretch, body) : try scanForward(stretch, body)
  }

  private mutating func scanForward(_ stretch: Range<Position>, _ body: Body) throws -> Bool {
    var source = try log.read(from: stretch.lowerBound, to: stretch.upperBound)
    var timed = TimedParser(parser)
    while let chunk = try source.next() {
      explanation.bytes += Int64(chunk.count)
      let batch = try timed.parse(chunk) {
        try times.time(before: stretch.lowerBound, &explanation)
      }
      for index in 0..<batch.count where try !take(batch.event(at: index), body) { return false }
    }
    return true
  }
}
