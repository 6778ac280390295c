import Events
package import Journal
import SystemCalls

/// A file of settings as text.
package enum SettingsFileText {
  /// All of it; nothing where there is no file.
  ///
  /// - Throws: `JournalError` where it cannot be read.
  package static func read(_ path: String) throws(JournalError) -> [UInt8] {
    try journaled { () throws(SystemError) in try Folder.contents(of: path) } ?? []
  }

  /// Puts another text in its place, whole; folders that are missing are made.
  ///
  /// - Parameter followsLink: whether a link stays one and its target is written. The file of a store is
  ///   never followed: whoever made the store would say what is written to.
  /// - Throws: `JournalError` where it cannot be written.
  package static func write(
    _ bytes: [UInt8], to path: String, followsLink: Bool
  ) throws(JournalError) {
    let isLink = try journaled { () throws(SystemError) in
      try FileStatus.ofName(path)?.isLink ?? false
    }
    if isLink && !followsLink {
      throw JournalError(.system, "\(path) is a link; put a file in its place")
    }
    try journaled { () throws(SystemError) in
      var folder = ""
      for part in path.split(separator: "/").dropLast() {
        folder += "/" + part
        if try FileStatus.of(folder) == nil { _ = try Folder.make(folder) }
      }
      let target = isLink ? Folder.resolved(path) ?? path : path
      try Folder.replace(
        target, with: bytes, isSynced: true, draft: target + ".\(OwnProcess.number)")
    }
  }
}
