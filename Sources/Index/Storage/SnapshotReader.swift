import Journal
package import LMDB
import SystemCalls

/// One read transaction that several users of a snapshot take turns in.
///
/// Unchecked: the transaction is touched under the lock only; LMDB lets it change threads.
package final class SnapshotReader: @unchecked Sendable {
  private let transaction: ReadTransaction
  private let store: ViewsStore
  private let turn = Guarded<Void>(())

  package init(_ transaction: consuming ReadTransaction, _ store: ViewsStore) {
    self.transaction = transaction
    self.store = store
  }

  /// Runs `body` in the transaction.
  ///
  /// - Throws: `failed` where LMDB fails; a damaged file is made anew at its next use.
  package func read<Result>(_ body: (borrowing ReadTransaction) throws(LMDBError) -> Result)
    throws(ViewsError) -> Result
  {
    do throws(LMDBError) {
      return try turn.withLock { _ throws(LMDBError) in try body(transaction) }
    } catch {
      if error.isDamage { store.noteDamage(error) }
      throw ViewsError(error)
    }
  }
}
