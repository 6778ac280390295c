package import LMDB

/// The tables of `views/data.mdb`. Everything in them can be derived again from the log.
package enum ViewsTables {
  /// Whose views these are, and how far the index has come.
  package static let meta = Table(0, "meta")
  /// Stretches of whole lines: see `Block`.
  package static let blocks = Table(1, "blocks")
  /// Positions by event name and correlation key: see `Postings`.
  package static let postings = Table(2, "postings")
  /// Positions by event id: see `HashRuns`.
  package static let ids = Table(3, "ids")
  /// Positions by idempotency key: see `HashRuns`.
  package static let keys = Table(4, "keys")
  /// Hashes of the values in `postings`: see `IndexMark.values`.
  package static let values = Table(5, "values")
  /// Resolved times of untimed lines, by block.
  package static let times = Table(6, "times")
  /// Checkpoints of projections; the engine's.
  package static let checkpoints = Table(7, "checkpoints")
  /// Rows of keyed projections, each by itself: see `RowSpace` and `StoredRow`.
  package static let rows = Table(8, "rows")

  /// What is built from the log by the index alone.
  static let ofIndex = [blocks, postings, ids, keys, values, times]

  package static let all = [meta, blocks, postings, ids, keys, values, times, checkpoints, rows]
}
