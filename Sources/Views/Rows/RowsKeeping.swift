import Events
import LMDB

/// What rows in memory were settled with: the checkpoint beside which they lie.
struct RowsBase: Sendable, Equatable {
  let version: Checkpoint.Version
  let record: RowsRecord
}

extension CheckpointKeeping {
  /// The tables as they are now, for as long as somebody reads them.
  func snapshot() throws(ViewsError) -> SnapshotReader {
    SnapshotReader(try views.reading(), views)
  }

  /// Writes the rows that were changed since `base` beside a new checkpoint, if what is stored is
  /// still the base.
  func swap(_ new: Checkpoint, _ changes: [RowChange], after base: RowsBase) throws -> Bool {
    let key = try Checkpoint.key(of: new.identity)
    let space = RowSpace(of: key, generation: new.generation)
    let bytes = try new.encoded()
    return try views.write(patience: ViewsCheckpoints.patience) { transaction in
      guard
        case .checkpoint(let stored) = Checkpoint.Stored(
          try transaction.copy(ViewsTables.checkpoints, key)),
        stored.version == base.version, stored.rows == base.record
      else { return false }
      try RowsWriting.write(changes, in: space, &transaction)
      try transaction.put(ViewsTables.checkpoints, key, bytes)
      try RowsWriting.removeDead(space, &transaction)
      return true
    }
  }

  /// Writes all rows into a new generation and makes that the one which is read, if what is stored
  /// is still `expected`.
  ///
  /// - Returns: the generation; nil where something else is stored.
  func flip(
    to new: Checkpoint, _ rows: [RowChange], expecting expected: Checkpoint.Version?
  ) throws -> Int64? {
    let key = try Checkpoint.key(of: new.identity)
    return try views.write(patience: ViewsCheckpoints.patience) { transaction -> Int64? in
      let old = Checkpoint.Stored(try transaction.copy(ViewsTables.checkpoints, key))
      guard old.version == expected else { return nil }
      var new = new
      let projection = RowSpace(of: key, generation: 0).projection
      new.generation = max(
        new.generation, try RowsWriting.freshGeneration(of: projection, transaction))
      let space = RowSpace(of: key, generation: new.generation)
      try RowsWriting.write(rows, in: space, &transaction)
      try transaction.put(ViewsTables.checkpoints, key, new.encoded())
      try RowsWriting.removeDead(space, &transaction)
      return new.generation
    }
  }
}
