import Events
import Folding
import Index
import LMDB

extension CatchUp {
  /// The rows that are kept beside a checkpoint, as they are in a snapshot.
  func rows(
    beside checkpoint: Checkpoint, _ record: RowsRecord, in snapshot: SnapshotReader
  ) throws -> StoredRows {
    let key = try Checkpoint.key(of: checkpoint.identity)
    return StoredRows(snapshot, RowSpace(of: key, generation: checkpoint.generation), record)
  }

  /// Why rows that are kept cannot be gone on from; nil where they can.
  mutating func refusal(of rows: StoredRows, _ identity: ProjectionIdentity) -> Refusal? {
    switch rows.loss {
    case nil: return nil
    case .damaged: return .damaged
    case .undecodable: return .undecodable
    case .unreadable(let error):
      warn("the kept rows of \(identity.name) cannot be read: \(error)")
      return .unwanted
    }
  }

  /// Whether a row was asked for that could not be read: what was folded since is no answer, and
  /// the catch-up must load again. It reads all rows at once then.
  mutating func hasLostRows() -> Bool {
    guard places.contains(where: { $0.rows?.loss != nil }) else { return false }
    leavesRows = false
    return true
  }

  /// Keeps the rows that were changed, or all of them where what is stored is not what they began
  /// with. False where another process has kept something else meanwhile.
  mutating func keepRows(
    of registration: any KeyedRegistration, _ new: Checkpoint, at index: Int,
    _ checkpoints: any CheckpointKeeping
  ) throws -> Bool {
    let changes = try registration.changes()
    var new = new
    let record = try registration.record(after: changes)
    new.rows = record
    let known = places[index].rows
    if let base = places[index].base, base.version == places[index].stored,
      base.version.generation == new.generation
    {
      guard known?.loss == nil, try checkpoints.swap(new, changes, after: base) else {
        return false
      }
    } else {
      let written = changes.filter { $0.value != nil }
      let all = written.count == record.count ? written : try registration.allRows()
      guard known?.loss == nil else { return false }
      let generation = try checkpoints.flip(to: new, all, expecting: places[index].stored)
      guard let generation else { return false }
      new.generation = generation
      places[index].generation = generation
    }
    registration.settle(changes)
    places[index].stored = new.version
    places[index].base = RowsBase(version: new.version, record: record)
    return true
  }

  /// Removes the rows of older generations at once, where nobody stands in the way.
  func sweepRows() {
    guard let checkpoints else { return }
    for place in places where place.registration is any KeyedRegistration {
      // What stays leaves with the next commits.
      try? checkpoints.sweep(place.identity)
    }
  }
}
