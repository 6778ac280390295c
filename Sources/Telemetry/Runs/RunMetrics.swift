import Events

/// What a run has done, as counts of items.
public struct RunMetrics: Sendable, Equatable {
  /// Items that there were to do; nil where that is not known.
  public var itemsDiscovered: Int?
  /// Those that were done.
  public var itemsSucceeded: Int?
  /// Those that went wrong.
  public var itemsFailed: Int?
  /// Those that were left out.
  public var itemsSkipped: Int?

  /// Counts that are known; what is left out is not told.
  public init(
    itemsDiscovered: Int? = nil, itemsSucceeded: Int? = nil, itemsFailed: Int? = nil,
    itemsSkipped: Int? = nil
  ) {
    self.itemsDiscovered = itemsDiscovered
    self.itemsSucceeded = itemsSucceeded
    self.itemsFailed = itemsFailed
    self.itemsSkipped = itemsSkipped
  }

  var fields: [Member] {
    [
      ("items_discovered", itemsDiscovered), ("items_succeeded", itemsSucceeded),
      ("items_failed", itemsFailed), ("items_skipped", itemsSkipped),
    ].compactMap { name, count in count.map { Member(name, .integer(Int64($0))) } }
  }
}
