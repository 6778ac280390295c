package import Events

/// Looks at the events that meet a query, on one of several threads, each of which has a copy of it.
///
/// What depends on the order of the log is handed on as it is found, and comes in that order; what does
/// not, a looker keeps for itself until the end.
package protocol EventLooker: Sendable {
  /// What is handed on.
  associatedtype Found: Sendable

  /// Whether it asks events for their times; otherwise they may have none.
  var asksForTime: Bool { get }

  /// Takes in an event, which is lent.
  mutating func look(at event: borrowing Event)

  /// What was found since this was asked last.
  mutating func takeFound() -> Found
}

extension EventLooker {
  package var asksForTime: Bool { true }
}

/// What came of the events of a batch.
struct BatchFindings<Found: Sendable>: Sendable {
  let found: Found
  /// Events that were held against the query.
  var examined = 0
  var matched = 0
  var untimely = 0
  /// Bytes that were read.
  let bytes: Int64
  /// Bytes of the log that they stand for.
  let length: Int64
  /// Whether lines were picked by an index.
  let isPicked: Bool
}
