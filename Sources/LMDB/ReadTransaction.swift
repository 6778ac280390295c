import CLMDB
import SystemCalls

/// The tables as they were when it began, until it ends.
///
/// It may move between threads, but only one at a time may use it.
@safe package struct ReadTransaction: ~Copyable, Transaction {
  private let environment: Environment
  private let raw: OpaquePointer

  init(_ environment: Environment) throws(LMDBError) {
    try environment.requireOwnProcess()
    unsafe raw = try environment.file.begin(UInt32(MDB_RDONLY))
    self.environment = environment
  }

  deinit {
    // A transaction of the parent is not the child's to end.
    if environment.file.process == OwnProcess.number { unsafe mdb_txn_abort(raw) }
  }

  package var handle: TransactionHandle {
    unsafe TransactionHandle(raw: raw, file: environment.file)
  }
}

@available(*, unavailable)
extension ReadTransaction: Sendable {}

extension Environment {
  /// A child of a fork must not use what its parent has open.
  func requireOwnProcess() throws(LMDBError) {
    guard file.process == OwnProcess.number else {
      throw LMDBError(.foreignProcess, call: "mdb_txn_begin", path: path)
    }
  }
}
