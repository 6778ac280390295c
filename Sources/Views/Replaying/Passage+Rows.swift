import Events
import LMDB

extension Passage {
  /// Goes on from rows that are kept; why not, where that cannot be.
  mutating func restore(
    _ registration: any KeyedRegistration, _ checkpoint: Checkpoint, _ record: RowsRecord,
    _ snapshot: SnapshotReader
  ) throws -> Refusal? {
    let key = try Checkpoint.key(of: checkpoint.identity)
    let rows = StoredRows(
      snapshot, RowSpace(of: key, generation: checkpoint.generation), record)
    registration.restore(from: rows, isLazy: false)
    switch rows.loss {
    case nil: return nil
    case .damaged: return .damaged
    case .undecodable: return .undecodable
    case .unreadable(let error):
      warn("the kept rows of \(checkpoint.identity.name) cannot be read: \(error)")
      return .unwanted
    }
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
    if let base = places[index].base, base.version == places[index].stored,
      base.version.generation == new.generation
    {
      guard try checkpoints.swap(new, changes, after: base) else { return false }
    } else {
      let written = changes.filter { $0.value != nil }
      let all = written.count == record.count ? written : try registration.allRows()
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
}
