package import Journal
import SystemCalls

/// Which stores' files of settings a user has read and trusts: of each a copy, in the user's own
/// configuration. A store that came with a cloned folder reads, sends, runs and deletes nothing by
/// its settings before; and a byte that was changed since makes it a stranger again.
package struct Trust: Sendable {
  /// Where the copy stands.
  package let path: String

  /// Of one store.
  ///
  /// - Parameters:
  ///   - store: its id.
  ///   - configuration: the folder of the user's own configuration.
  package init(
    of store: String, in configuration: String = StoreLocation.userConfiguration()
  ) {
    path = configuration + "/trusted/\(store).yaml"
  }

  /// What was trusted; nil where nothing was, or where others could have written the copy.
  package func copy() -> [UInt8]? {
    // What cannot be looked at is not trusted.
    guard let status = (try? FileStatus.of(path)) ?? nil, status.isRegular,
      status.owner == OwnProcess.user, status.permissions & 0o022 == 0,
      let bytes = (try? Folder.contents(of: path)) ?? nil
    else { return nil }
    return bytes
  }

  /// Whether a store's file says what it said when it was trusted.
  package func covers(_ bytes: [UInt8]) -> Bool { copy() == bytes }

  /// Trusts a store's file as it is.
  ///
  /// - Throws: `JournalError` where the copy cannot be written.
  package func take(_ bytes: [UInt8]) throws(JournalError) {
    try SettingsFileText.write(bytes, to: path, followsLink: false)
  }

  /// Trusts it no longer; nothing where it was not trusted.
  ///
  /// - Throws: `JournalError` where the copy cannot be removed.
  package func withdraw() throws(JournalError) {
    try journaled { () throws(SystemError) in try Folder.unlink(path) }
  }
}
