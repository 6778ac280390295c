package import Journal
import Events
import SystemCalls

/// A file of settings, read when it is first asked for, and again when it has changed.
///
/// Whoever asks gets what the file says now: its status is looked at each time, which costs less
/// than reading it.
package final class ConfigurationFile: Sendable {
  /// Where it stands.
  package let path: String
  private let kept: ForkSafe<Guarded<Reading?>>

  /// What the file said, and its status before it was read.
  private struct Reading: Sendable {
    let status: FileStatus
    let contents: Contents
  }

  /// What a file says.
  package struct Contents: Sendable {
    /// None where there is no file.
    package let bytes: [UInt8]
    package let root: Result<Node, ConfigurationError>
  }

  /// A file that changes twice within a tick of its disk's clock has one status. So what was read
  /// is kept once the last change is this long ago.
  private let settled_ns: Int64

  /// The file at a path; nothing is read yet.
  package init(_ path: String, settled_ns: Int64 = 1_000_000_000) {
    self.settled_ns = settled_ns
    self.path = path
    kept = ForkSafe { Guarded(nil) }
  }

  /// The file of the store at a location.
  package convenience init(at location: StoreLocation, settled_ns: Int64 = 1_000_000_000) {
    let root = StoreLocation.absolute(location.path, StoreLocation.currentDirectory())
    self.init(StoreLayout(root: root).configuration, settled_ns: settled_ns)
  }

  /// The file taken apart; nothing where there is none.
  ///
  /// - Throws: `ConfigurationError` where it is no YAML; `JournalError` where it cannot be read.
  package func root() throws -> Node { try contents().root.get() }

  /// All that the file says.
  ///
  /// - Throws: `JournalError` where it cannot be read.
  package func contents() throws(JournalError) -> Contents {
    // What cannot be looked at is read, which says why it cannot.
    let status = (try? FileStatus.of(path)) ?? nil
    if let status, let last = kept.value.withLock({ $0 }), last.status == status {
      return last.contents
    }
    let now = Timestamp.current.rawValue
    let path = path
    let bytes = try journaled { () throws(SystemError) in try Folder.contents(of: path) } ?? []
    let root = Result { () throws(ConfigurationError) in
      try YAMLReader.read(bytes, file: path)
    }
    let contents = Contents(bytes: bytes, root: root)
    if let status, let changed = status.changed_ns, now - changed > settled_ns {
      kept.value.withLock { $0 = Reading(status: status, contents: contents) }
    }
    return contents
  }
}
