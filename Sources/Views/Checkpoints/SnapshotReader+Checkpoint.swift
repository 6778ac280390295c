import Folding
import Folding
import Index
import Index
import LMDB

extension SnapshotReader {
  /// What was stored for a projection.
  func checkpoint(of identity: ProjectionIdentity) throws -> Checkpoint.Stored {
    let key = try Checkpoint.key(of: identity)
    return Checkpoint.Stored(
      try read { transaction throws(LMDBError) in
        try transaction.copy(ViewsTables.checkpoints, key)
      })
  }
}
