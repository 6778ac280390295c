/// The index of a store: built by whoever reads, and never needed for an answer.
extension Store {
  /// The fields that `config.yaml` names under `index: {keys: …}`.
  ///
  /// - Throws: `ConfigurationError` with every mistake in that part; `JournalError` where the file
  ///   cannot be read.
  public func indexedFields() throws -> [String] { try configuration.indexedFields() }

  /// How the index stands to the log on disk. Changes nothing and makes nothing.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  public func indexStatus() throws(JournalError) -> IndexStatus { try IndexStatus(of: session) }

  /// The same, once every page and every value of the index was looked at.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package func verifiedIndexStatus() throws(JournalError) -> IndexStatus {
    try IndexStatus(of: session, isVerified: true)
  }

  /// What this process found to be damaged in an index since this was asked last, in a sentence;
  /// nil: nothing.
  package static func takeDamage() -> String? { ViewsDamage.take() }

  /// Forgets the index and builds it anew, to the end of the log. Kept states of projections stay.
  ///
  /// - Parameters:
  ///   - timeout: how long to wait for another process that writes below `views/`.
  ///   - progress: told how many bytes of the log are indexed.
  /// - Throws: `ViewsError` where there can be no index, another process holds it, or the disk
  ///   fails; `JournalError` where the log cannot be read.
  public func rebuildIndex(
    timeout: Duration = .seconds(10), progress: (Int64) -> Void = { _ in }
  ) throws {
    _ = drainBeforeReading()
    let index = try session.views(timeout: timeout).index
    try index.rebuild(timeout: timeout) { done, _ in progress(done) }
  }
}

extension ConfigurationFile {
  /// The fields under `index: {keys: …}`.
  func indexedFields() throws -> [String] { try IndexSettings.keys(in: root(), file: path) }
}
