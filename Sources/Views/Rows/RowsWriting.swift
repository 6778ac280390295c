import Events
import Index
import Journal
import LMDB
import SystemCalls

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

  /// Removes rows of generations that the checkpoint does not name, a few at a time.
  ///
  /// - Returns: whether there may be more.
  @discardableResult static func removeDead(
    _ living: RowSpace, in views: ViewsStore, _ transaction: inout WriteTransaction
  ) throws -> Bool {
    var dead = try keys(from: living.projection, deadLimit, transaction) {
      !$0.begins(with: living.prefix)
    }
    var next = living
    next.generation = living.generation &+ 1
    let isNewest = try freshGeneration(of: living.projection, transaction) <= next.generation
    // Rows of a newer generation are on their way, unless nobody is there who would write them.
    if !isNewest, dead.count < deadLimit, let turn = RowsStaging.turn(in: views) {
      defer { turn.file.unlock() }
      dead += try keys(from: next.prefix, deadLimit - dead.count, transaction) { _ in true }
    }
    for key in dead { try transaction.delete(ViewsTables.rows, key) }
    return dead.count == deadLimit
  }

  /// Keys of the projection from one on, as long as `isWanted` says.
  private static func keys(
    from start: [UInt8], _ limit: Int, _ transaction: borrowing WriteTransaction,
    while isWanted: (Span<UInt8>) -> Bool
  ) throws(LMDBError) -> [[UInt8]] {
    let projection = Array(start.prefix(RowSpace.projectionLength))
    var keys: [[UInt8]] = []
    var cursor = try transaction.cursor(ViewsTables.rows)
    var isThere = try cursor.seek(atLeast: start)
    while isThere && keys.count < limit && cursor.key.begins(with: projection)
      && isWanted(cursor.key)
    {
      keys.append([UInt8](copying: cursor.key))
      isThere = try cursor.next()
    }
    return keys
  }
}
