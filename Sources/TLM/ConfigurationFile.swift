import SystemCalls

/// A store's `config.yaml`, read when it is first asked for, and again when it has changed.
///
/// Whoever asks gets what the file says now: its status is looked at each time, which costs less
/// than reading it.
final class ConfigurationFile: Sendable {
  /// Where it stands.
  let path: String
  private let kept: ForkSafe<Guarded<Reading?>>

  /// What the file said, and its status before it was read.
  private struct Reading: Sendable {
    let status: FileStatus
    let root: Result<Node, ConfigurationError>
  }

  /// A file that changes twice within a tick of its disk's clock has one status. So what was read
  /// is kept once the last change is this long ago.
  private let settled_ns: Int64

  /// The file of the store at a location; nothing is read yet.
  init(at location: StoreLocation, settled_ns: Int64 = 1_000_000_000) {
    self.settled_ns = settled_ns
    let root = StoreLocation.absolute(location.path, StoreLocation.currentDirectory())
    path = StoreLayout(root: root).configuration
    kept = ForkSafe { Guarded(nil) }
  }

  /// The file taken apart; nothing where there is none.
  ///
  /// - Throws: `ConfigurationError` where it is no YAML; `JournalError` where it cannot be read.
  func root() throws -> Node {
    // What cannot be looked at is read, which says why it cannot.
    let status = (try? FileStatus.of(path)) ?? nil
    if let status, let last = kept.value.withLock({ $0 }), last.status == status {
      return try last.root.get()
    }
    let now = Timestamp.current.rawValue
    let path = path
    let bytes = try journaled { () throws(SystemError) in try Folder.contents(of: path) } ?? []
    let root = Result { () throws(ConfigurationError) in
      try YAMLReader.read(bytes, file: path)
    }
    if let status, let changed = status.changed_ns, now - changed > settled_ns {
      kept.value.withLock { $0 = Reading(status: status, root: root) }
    }
    return try root.get()
  }
}
