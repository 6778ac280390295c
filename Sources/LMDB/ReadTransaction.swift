import CLMDB
import SystemCalls

/// The tables as they were when it began, until it ends.
///
/// What it reads is looked at page by page: a damaged page is an error, and never the end of the
/// process.
///
/// It may move between threads, but only one at a time may use it.
@safe package struct ReadTransaction: ~Copyable, Transaction {
  private let environment: Environment
  private let raw: OpaquePointer
  private let pages: PageFile

  init(_ environment: Environment) throws(LMDBError) {
    try environment.requireOwnProcess()
    let (begun, seen) = unsafe try environment.file.beginReading()
    unsafe raw = begun
    pages = seen
    self.environment = environment
  }

  deinit {
    // A transaction of the parent is not the child's to end.
    if environment.file.process == OwnProcess.number { unsafe mdb_txn_abort(raw) }
  }

  package var handle: TransactionHandle {
    unsafe TransactionHandle(raw: raw, file: environment.file, pages: pages)
  }

  /// Looks at every page.
  ///
  /// - Throws: an error that `isDamage` where one is not what LMDB wrote.
  package func check() throws(LMDBError) { try PageCheck.run(pages) }
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
