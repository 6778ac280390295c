import CLMDB
import SystemCalls

/// An LMDB environment: one file of tables that many processes read while one writes.
///
/// Openers of the same file in one process share it; it is closed when the last of them, and the
/// last of their transactions, is gone.
/// ```swift
/// let words = Table(0, "words")
/// let environment = try Environment.open("views", tables: [words], create: true)
/// try environment.write { transaction in try transaction.put(words, key, value) }
/// try environment.read { transaction in try transaction.copy(words, key) }
/// ```
/// What is lent by a transaction cannot outlive it, nor the next change in it.
package final class Environment: Sendable {
  let file: OpenFile

  private init(_ file: OpenFile) { self.file = file }

  /// The environment in a folder.
  ///
  /// Before LMDB maps the file its size is compared with the last page that it names: a file that
  /// was truncated would end the process. Creating writes, so the caller holds whatever lock keeps
  /// a stopped writer from stopping everybody.
  ///
  /// - Parameters:
  ///   - folder: holds `data.mdb` and `lock.mdb`; it must be there.
  ///   - tables: what is opened; their numbers differ.
  ///   - create: whether the file and tables are made that are not there.
  /// - Throws: `notFound` or ENOENT where something is not there and `create` is false; an error
  ///   that `isDamage` where the file must be made anew.
  package static func open(_ folder: String, tables: [Table], create: Bool) throws(LMDBError)
    -> Environment
  {
    Environment(try Registry.open(folder, tables: tables, create: create))
  }

  deinit { Registry.release(file) }

  /// The data file.
  package var path: String { file.path }

  /// Bytes of the data file; 0 where it is gone.
  package var size: Int64 { Self.key(of: file.path)?.size ?? 0 }

  /// Whether the open file and its lock still stand at their paths, as long as they must be.
  package var isInPlace: Bool {
    let folder = String(file.path.dropLast("/data.mdb".count))
    guard Self.key(of: OpenFile.lockPath(in: folder)) == file.lock else { return false }
    guard let there = Self.key(of: file.path), there == file.key else { return false }
    return there.size >= neededSize
  }

  /// What cannot be looked at is opened anew, which then says why.
  private static func key(of path: String) -> FileKey? { (try? FileKey(of: path)) ?? nil }

  /// Whether the file is one that could be opened: it begins as an environment does, and nothing
  /// is cut off its end.
  /// What cannot be looked at is opened anew, which then says why.
  package var isWhole: Bool { (try? file.isWhole) ?? false }

  /// Runs `body` in a transaction that sees the tables as they are now, whatever others write.
  package func read<Result>(_ body: (borrowing ReadTransaction) throws -> Result) throws -> Result {
    try body(try ReadTransaction(self))
  }

  /// A transaction that lives as long as its owner wants; space that is freed meanwhile is not
  /// used again before its end.
  package func reading() throws(LMDBError) -> ReadTransaction { try ReadTransaction(self) }

  /// Runs `body` in the one write transaction that there may be at a time: committed and synced
  /// when it returns, undone when it throws.
  ///
  /// It waits for other writers without an end: take a lock with a deadline first.
  package func write<Result>(_ body: (inout WriteTransaction) throws -> Result) throws -> Result {
    var transaction = try WriteTransaction(self)
    let result = try body(&transaction)
    try transaction.commit()
    keepWhole()
    return result
  }

  /// Bytes that the file must have for the pages that it names.
  private var neededSize: Int64 {
    var info = unsafe MDB_envinfo()
    var statistics = MDB_stat()
    guard unsafe mdb_env_info(file.raw, &info) == 0, unsafe mdb_env_stat(file.raw, &statistics) == 0
    else { return 0 }
    let pages = unsafe Int64(clamping: info.me_last_pgno).addingReportingOverflow(1).partialValue
    return pages.multipliedReportingOverflow(by: Int64(statistics.ms_psize)).partialValue
  }

  /// LMDB leaves out pages at the end that a transaction took and gave back. So that this file
  /// does not look truncated, it gets them, too.
  private func keepWhole() {
    var number: Int32 = -1
    guard unsafe mdb_env_get_fd(file.raw, &number) == 0 else { return }
    let data = Descriptor(borrowing: number, path: file.path)
    let size = neededSize
    // It is whole as it is: only who opens it next may take it for cut off, and look again.
    guard let key = (try? FileKey(of: data)) ?? nil, key.size < size else { return }
    data.extend(from: key.size, to: size)
  }
}
