public import Events

/// Which events of a log somebody wants to see, and in which order.
///
/// ```swift
/// var query = Query()
/// query.filter.issueIDs = ["BUG-042"]
/// query.newestFirst = true
/// query.limit = 10
/// let explanation = try store.query(query) { event in
///   print(event.name ?? "", event.position)
///   return true
/// }
/// ```
public struct Query: Sendable, Equatable {
  /// What the events must meet.
  public var filter: Filter
  /// Events that stand at or after this position; nil: from the oldest that is kept.
  public var from: Position?
  /// Events that stand before this position; nil: to the end.
  public var to: Position?
  /// At most so many events; nil: all of them.
  public var limit: Int?
  /// Whether the newest event comes first. Order is position, not time.
  public var newestFirst = false

  /// Bytes of the first block that is read backwards; each further one is four times as long.
  package var firstBlock: Int64 = 64 << 10
  /// Bytes of the longest such block, unless one line is longer.
  package var longestBlock: Int64 = 1 << 20
  /// Bytes below which threads are not worth starting.
  package var parallelFrom: Int64 = 1 << 20

  /// Every event that the filter lets through, oldest first.
  public init(_ filter: Filter = Filter()) { self.filter = filter }

  /// Whether an event may stand there.
  func isWanted(_ position: Position) -> Bool {
    position >= from ?? .start && to.map { position < $0 } ?? true
  }
}
