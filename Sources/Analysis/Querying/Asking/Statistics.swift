package import TLM

/// How many events there are of each kind, since when, how often, and how long they took.
package struct Statistics: Sendable {
  /// What the events of a group have in common, and what they come to.
  package struct Group: Sendable {
    package let key: Datum
    package let count: Int
    /// Of all events that were counted; from 0 to 1.
    package let share: Double
    /// The earliest and the latest time; nil where no event has one.
    package let first: Timestamp?
    package let last: Timestamp?
    /// Events an hour between the first and the last, the first one left out; nil where all are of less
    /// than a minute, which says nothing of an hour.
    package let rate_per_hour: Double?
    /// Events that say how long something took.
    package let timed: Int
    /// Quantiles of that; nil where none does.
    package let p50: Nanoseconds?
    package let p95: Nanoseconds?
  }

  /// What the groups are by, as it was written.
  package let by: String
  /// The largest first.
  package var groups: [Group]
  /// Groups before a limit cut them.
  package let groupCount: Int
  /// Events in all of them.
  package let total: Int
  package let explanation: Query.Explanation
}

extension Store {
  /// Counts the events that meet a query by groups.
  ///
  /// - Parameters:
  ///   - by: what events of a group have in common; nil: their name.
  ///   - limit: groups at most, the largest ones; nil: all.
  /// - Throws: as `answer`.
  package func statistics(
    of query: Query, by column: Column? = nil, zone: Zone = .utc, limit: Int? = nil,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws -> Statistics {
    let column = column ?? Column("event", .event(.name, .text))
    let (time, duration) = (Expression.event(.time, .time), Expression.event(.duration, .duration))
    let aggregates = [
      Aggregate(.count, name: "count"), Aggregate(.min, of: time, name: "first"),
      Aggregate(.max, of: time, name: "last"), Aggregate(.count, of: duration, name: "timed"),
      Aggregate(.percentile(50_000), of: duration, name: "p50"),
      Aggregate(.percentile(95_000), of: duration, name: "p95"),
    ]
    let key = Column("key", column.value)
    let question = Question(query, .groups([key], every: nil, aggregates), zone: zone)
    let answer = try self.answer(question, progress: progress)
    let total = answer.rows.reduce(0) { $0 + $1[1].count }
    var groups = answer.rows.map { Statistics.Group($0, of: total) }
    // Of equals the order of their keys, which they have.
    let places = groups.indices.sorted {
      groups[$0].count != groups[$1].count ? groups[$0].count > groups[$1].count : $0 < $1
    }
    groups = places.map { groups[$0] }
    let count = groups.count
    if let limit { groups = Array(groups.prefix(limit)) }
    return Statistics(
      by: column.name, groups: groups, groupCount: count, total: total,
      explanation: answer.explanation)
  }
}

extension Statistics.Group {
  private static let shortest = Nanoseconds(rawValue: 60_000_000_000)

  fileprivate init(_ row: [Datum], of total: Int) {
    key = row[0]
    count = row[1].count
    share = total == 0 ? 0 : Double(count) / Double(total)
    let (first, last) = (row[2].timestamp, row[3].timestamp)
    (self.first, self.last) = (first, last)
    var rate: Double?
    if let first, let last, let span = last.since(first), span >= Self.shortest {
      rate = Double(count - 1) / (Double(span.rawValue) / 3.6e12)
    }
    rate_per_hour = rate
    timed = row[4].count
    (p50, p95) = (row[5].length, row[6].length)
  }
}

extension Datum {
  fileprivate var count: Int { if case .whole(let count) = self { Int(count) } else { 0 } }
  fileprivate var timestamp: Timestamp? {
    if case .time(let time) = self { Timestamp(rawValue: time) } else { nil }
  }
  fileprivate var length: Nanoseconds? {
    if case .duration(let length) = self { Nanoseconds(rawValue: length) } else { nil }
  }
}

extension Expression {
  /// What a function without an argument asks of an event.
  package static func event(_ function: Function, _ type: ValueType) -> Expression {
    Expression(.call(function, []), type, at: 0..<0)
  }
}
