import Folding
import Folding
import Index
import Index
import LMDB

extension SnapshotReader {
  /// What was stored for a projection.
  func checkpoint(of identity: ProjectionIdentity) throws -> Checkpoint.Stored {
    let key = try Checkpoint.key(of: identity)
    let stored = Checkpoint.Stored(
      try read { transaction throws(LMDBError) in
        try transaction.copy(ViewsTables.checkpoints, key)
      })
    // Another projection's can only have come under this key by damage.
    if case .checkpoint(let checkpoint) = stored, checkpoint.identity != identity {
      return .damaged
    }
    return stored
  }
}
