import Events
import Journal
import LMDB

/// Changes of the table of rows, inside of a transaction that changes the checkpoint, too.
enum RowsWriting {
  /// Rows of other generations that leave with one commit at most.
  static let deadLimit = 1_000

  /// Puts the changed rows where they belong, and takes away the removed ones.
  static func write(
    _ changes: [RowChange], in space: RowSpace, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    // In the order of the keys, neighbours are written to the same page.
    let changes = changes.map { (key: space.key(of: $0.key), value: $0.value) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (key, value) in changes {
      if let value {
        try transaction.put(ViewsTables.rows, key, value)
      } else {
        try transaction.delete(ViewsTables.rows, key)
      }
    }
  }

  /// A generation that no row of the projection is of, and none before it.
  static func freshGeneration(
    of projection: [UInt8], _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) -> Int64 {
    var cursor = try transaction.cursor(ViewsTables.rows)
    guard try cursor.seek(before: RowSpace.end(of: projection)),
      cursor.key.begins(with: projection),
      let newest = RowSpace.generation(in: [UInt8](copying: cursor.key))
    else { return 0 }
    return newest &+ 1
  }

  /// Removes rows of generations that the checkpoint does not name any more, a few at a time.
  ///
  /// - Returns: whether there may be more.
  @discardableResult static func removeDead(
    _ living: RowSpace, limit: Int = deadLimit, _ transaction: inout WriteTransaction
  ) throws(LMDBError) -> Bool {
    let dead = try Self.dead(living, limit, transaction)
    for key in dead { try transaction.delete(ViewsTables.rows, key) }
    return dead.count == limit
  }

  private static func dead(
    _ living: RowSpace, _ limit: Int, _ transaction: borrowing WriteTransaction
  ) throws(LMDBError) -> [[UInt8]] {
    var dead: [[UInt8]] = []
    var cursor = try transaction.cursor(ViewsTables.rows)
    var isThere = try cursor.seek(atLeast: living.projection)
    while isThere && dead.count < limit && cursor.key.begins(with: living.projection)
      && !cursor.key.begins(with: living.prefix)
    {
      dead.append([UInt8](copying: cursor.key))
      isThere = try cursor.next()
    }
    return dead
  }
}
