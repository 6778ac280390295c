/// Where rows are that are not in memory: a table as it was at one moment.
///
/// A handler cannot be told that a row could not be read. The source remembers it, gives no row,
/// and whoever drives the fold throws away what came of it.
package protocol RowSource: AnyObject, Sendable {
  /// How many rows there are.
  var count: Int { get }
  /// The sum of the digests of all of them.
  var digest: RowDigest { get }

  /// The row under a key, with its digest; nil where there is none.
  func row<Row: Decodable>(_ key: Label, as type: Row.Type) -> (row: Row, digest: RowDigest)?

  /// Shows the rows whose keys come after `key` (nil: all), in the order of their keys' bytes,
  /// until `body` returns false.
  func forEach<Row: Decodable>(
    after key: Label?, as type: Row.Type, _ body: (Label, Row, RowDigest) -> Bool)
}

/// Rows whose type is not known here; for the engine.
package protocol KeyedState: Sendable {
  /// How many rows there are.
  var count: Int { get }
  /// The sum of the digests of the rows as they were settled last.
  var settledDigest: RowDigest { get }

  /// Shows every row with its key, in no order.
  func forEachRow(_ body: (Label, any Encodable) throws -> Void) throws

  /// Shows every key whose row was changed since rows were settled, with the row (nil: it was
  /// removed) and the digest that the row had then (nil: there was none).
  func forEachChange(_ body: (Label, (any Encodable)?, RowDigest?) throws -> Void) throws

  /// Takes the rows as they are for settled.
  ///
  /// - Parameter digests: of the changed rows, in the order in which `forEachChange` shows them;
  ///   nil for those that were removed.
  mutating func settle(_ digests: [RowDigest?])

  /// Becomes the rows of a source, settled.
  ///
  /// - Parameter isLazy: whether rows stay there until they are asked for.
  mutating func restore(from source: any RowSource, isLazy: Bool)
}
