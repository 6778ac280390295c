import Events
import SystemCalls

/// Makes the folders of a store; each is durable before the next is made.
enum StoreMaking {
  static func make(_ layout: StoreLayout) throws(JournalError) {
    try journaled { () throws(SystemError) in
      if let log = try FileStatus.ofName(layout.log), log.isFolder { return }
      try makeFolders(layout.root)
      try Folder.make(layout.log)
      try Folder.sync(layout.root)
    }
  }

  /// `path` and whatever is missing above it.
  private static func makeFolders(_ path: String) throws(SystemError) {
    if let status = try FileStatus.of(path) {
      if status.isFolder { return }
      throw SystemError(.mkdir, path, 20)
    }
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    try makeFolders("/" + parent)
    try Folder.make(path)
    // A parent that may not be opened for reading cannot be synced; the store works without.
    try? Folder.sync("/" + parent)
  }
}

extension EventLog {
  /// Which store this is. The file is written anew where it is missing or damaged.
  ///
  /// - Throws: `newerFormat` where a newer tlm wrote it: this one may read it and not write;
  ///   `busy`, `full`, `readOnly`, `noStore`, `system` where the file must be written and cannot be.
  @discardableResult
  package func identity(timeout: Duration = .seconds(10)) throws(JournalError) -> StoreIdentity {
    if let found = try readIdentity() { return try checked(found) }
    let deadline = SystemCalls.deadline(after: timeout)
    let layout = layout
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      if let found = try self.readIdentity() { return try self.checked(found) }
      let fresh = StoreIdentity.fresh()
      try journaled { () throws(SystemError) in
        try Folder.replace(layout.identity, with: fresh.bytes, isSynced: true)
        try Folder.sync(layout.log)
        // The first segment, so that the log can be followed before its first line.
        _ = try tail.end()
      }
      return fresh
    }
  }

  /// What STORE says; nil where it is missing or damaged. Creates nothing.
  ///
  /// - Throws: `readOnly` or `system` where the file is there and cannot be read.
  package func readIdentity() throws(JournalError) -> StoreIdentity? {
    let bytes = try journaled { () throws(SystemError) in
      try Folder.contents(of: layout.identity, limit: 1 << 16)
    }
    return bytes.flatMap(StoreIdentity.init)
  }

  private func checked(_ identity: StoreIdentity) throws(JournalError) -> StoreIdentity {
    if identity.format > StoreIdentity.currentFormat { throw newerFormat(identity) }
    return identity
  }

  func newerFormat(_ identity: StoreIdentity) -> JournalError {
    JournalError(
      .newerFormat,
      "the store at \(layout.root) has format \(identity.format), this tlm writes "
        + "\(StoreIdentity.currentFormat); install a newer tlm to write to it")
  }
}
