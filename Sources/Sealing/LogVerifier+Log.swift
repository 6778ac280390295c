import Events
package import Journal

extension LogVerifier {
  /// - Parameters:
  ///   - heads: that were kept elsewhere.
  ///   - store: the id of the store that they were taken of, where the log is a copy of its log.
  ///   - threads: that read beside each other.
  ///   - progress: told how many more bytes were read, by any of them.
  /// - Throws: as the file system does; what is wrong with the log is no error.
  package static func verify(
    _ log: EventLog, heads: [LogHead] = [], store: String? = nil, threads: Int = 2,
    progress: @escaping @Sendable (Int64) -> Void = { _ in }
  ) throws(SealError) -> LogVerification {
    let identity = try sealing { () throws(JournalError) in try log.readIdentity() }
    let told = try SealFiles(log.layout).store()
    let subject = store ?? told ?? identity?.id ?? ""
    var verifier = LogVerifier(
      log.layout, store: subject, own: store == nil ? nil : identity?.id, heads,
      try ExplainedBlocks(log, of: subject), threads: threads, progress)
    if store == nil, let told, told != identity?.id {
      verifier.note(.start..<(.start), log.layout.identity, .seal)
    }
    try verifier.run()
    return verifier.result
  }
}
