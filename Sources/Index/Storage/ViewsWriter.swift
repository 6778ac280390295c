package import LMDB

/// `views/WRITER` held: what may write.
package struct ViewsWriter: ~Copyable {
  private let session: ViewsSession
  private var lock: WriterLock
  private let deadline: Int64

  init(session: ViewsSession, lock: consuming WriterLock, deadline: Int64) {
    self.session = session
    self.lock = lock
    self.deadline = deadline
  }

  /// Runs `body` in a transaction: committed and synced when it returns, undone when it throws.
  ///
  /// A file that may end this process is looked at first; where it is damaged, it is gone when this
  /// throws.
  package mutating func write<Result>(_ body: (inout WriteTransaction) throws -> Result) throws
    -> Result
  {
    try heedDeaths()
    let environment = try session.environment(asWriter: true, by: deadline, isChecked: true)
    do {
      try session.requireSound(environment, isDoubted: lock.deaths > 0)
      lock.enter()
      let result = try environment.write(body)
      lock.leave(endedWell: true)
      return result
    } catch {
      lock.leave(endedWell: false)
      guard let error = error as? LMDBError else { throw error }
      throw session.failure(error, isWriter: true)
    }
  }

  /// Runs `body` in a transaction that sees the tables as they are now.
  package func read<Result>(_ body: (borrowing ReadTransaction) throws -> Result) throws -> Result {
    let environment = try session.environment(asWriter: true, by: deadline, isChecked: true)
    do { return try environment.read(body) } catch let error as LMDBError {
      throw session.failure(error, isWriter: true)
    }
  }

  /// Looks at every page.
  func check() throws {
    try read { try $0.check() }
  }

  /// Makes the file anew in which as many processes died as it takes.
  private mutating func heedDeaths() throws(ViewsError) {
    guard lock.deaths >= WriterLock.fatal else { return }
    try session.drop()
    session.noteDeaths(lock.deaths)
    lock.forgetDeaths()
  }
}
