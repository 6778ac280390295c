import Events
import Folding
import Index
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
    return try views.write(timeout: ViewsCheckpoints.timeout) { transaction in
      guard
        case .checkpoint(let stored) = Checkpoint.Stored(
          try transaction.copy(ViewsTables.checkpoints, key)),
        stored.version == base.version, stored.rows == base.record
      else { return false }
      try RowsWriting.write(changes, in: space, &transaction)
      try transaction.put(ViewsTables.checkpoints, key, bytes)
      try RowsWriting.removeDead(space, in: views, &transaction)
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
    guard rows.count > RowsStaging.portion, let staging = RowsStaging(in: views, key) else {
      return try flip(to: new, rows[...], after: nil, expecting: expected)
    }
    let staged = try staging.write(rows, new.generation, expecting: expected)
    guard let staged else { return nil }
    var new = new
    new.generation = staged.generation
    return try flip(to: new, staged.rest, after: staged.last, expecting: expected)
  }

  /// - Parameter staged: the last key of the rows that are there already; nil: none are.
  private func flip(
    to new: Checkpoint, _ rows: ArraySlice<RowChange>, after staged: [UInt8]?,
    expecting expected: Checkpoint.Version?
  ) throws -> Int64? {
    let key = try Checkpoint.key(of: new.identity)
    return try views.write(timeout: ViewsCheckpoints.timeout) { transaction -> Int64? in
      let old = Checkpoint.Stored(try transaction.copy(ViewsTables.checkpoints, key))
      guard old.version == expected else { return nil }
      var new = new
      if let staged {
        // Who deleted the views meanwhile deleted the rows, too.
        guard try transaction.copy(ViewsTables.rows, staged) != nil else { return nil }
      } else {
        let projection = RowSpace(of: key, generation: 0).projection
        new.generation = max(
          new.generation, try RowsWriting.freshGeneration(of: projection, transaction))
      }
      let space = RowSpace(of: key, generation: new.generation)
      try RowsWriting.write(Array(rows), in: space, &transaction)
      try transaction.put(ViewsTables.checkpoints, key, new.encoded())
      try RowsWriting.removeDead(space, in: views, &transaction)
      return new.generation
    }
  }

  /// Whether the rows beside a checkpoint are those that it speaks of, or it has been replaced
  /// meanwhile.
  func isWhole(_ checkpoint: Checkpoint) throws -> Bool {
    guard let record = checkpoint.rows else { return true }
    let snapshot = try snapshot()
    guard case .checkpoint(checkpoint) = try snapshot.checkpoint(of: checkpoint.identity) else {
      return true
    }
    let key = try Checkpoint.key(of: checkpoint.identity)
    let space = RowSpace(of: key, generation: checkpoint.generation)
    let rows = StoredRows(snapshot, space, record)
    rows.requireWhole()
    return rows.loss == nil
  }

  /// Removes what rows there are of other generations than the checkpoint's, a few at a time.
  func sweep(_ identity: ProjectionIdentity) throws {
    let key = try Checkpoint.key(of: identity)
    var isOver = false
    while !isOver {
      isOver = try views.write(timeout: ViewsCheckpoints.timeout) { transaction in
        guard
          case .checkpoint(let stored) = Checkpoint.Stored(
            try transaction.copy(ViewsTables.checkpoints, key))
        else { return true }
        let space = RowSpace(of: key, generation: stored.generation)
        return try !RowsWriting.removeDead(space, in: views, &transaction)
      }
    }
  }
}
