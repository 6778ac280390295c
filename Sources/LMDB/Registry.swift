import SystemCalls

/// The environments that this process has open: each file once.
///
/// Opened twice in one process, a file would lose its locks when the first of the two is closed
/// (fcntl(2): closing any descriptor of a file drops them all).
enum Registry {
  private struct Entry {
    let file: OpenFile
    var users: Int
  }

  private static let entries: Guarded<[FileKey: Entry]> = {
    // Another thread may be in here at the moment of a fork; the child begins with nothing open,
    // and leaves what its parent had open alone.
    atFork(
      before: { Registry.entries.lock() }, inParent: { Registry.entries.unlock() },
      inChild: {
        Registry.entries.replace(by: [:])
        Registry.entries.unlock()
      })
    return Guarded([:])
  }()

  /// The environment in `folder` with its tables open; made where there is none and `create`
  /// says so.
  static func open(_ folder: String, tables: [Table], create: Bool) throws(LMDBError) -> OpenFile {
    try entries.withLock { entries throws(LMDBError) in
      let path = OpenFile.path(in: folder)
      let key = try FileKey(of: path)
      if let key, let entry = entries[key] {
        // Others of this process may have had it open since before it was damaged.
        guard try entry.file.isWhole else {
          throw LMDBError(.invalid, call: "mdb_env_open", path: path)
        }
        try entry.file.open(tables, create: create)
        entries[key]?.users += 1
        return entry.file
      }
      if let key, key.size > 0 {
        try check(path)
      } else if !create {
        throw LMDBError(ErrorNumber.noEntry, call: "mdb_env_open", path: path)
      }
      let file = try OpenFile.open(folder)
      do throws(LMDBError) { try file.open(tables, create: create) } catch {
        file.close()
        throw error
      }
      entries[file.key] = Entry(file: file, users: 1)
      return file
    }
  }

  /// Closes the environment when nobody uses it any more.
  static func release(_ file: OpenFile) {
    // The parent's environment is not the child's to close.
    guard file.process == OwnProcess.number else { return }
    entries.withLock { entries in
      guard var entry = entries[file.key], entry.file === file else { return }
      entry.users -= 1
      entries[file.key] = entry.users > 0 ? entry : nil
      if entry.users == 0 { file.close() }
    }
  }

  /// Refuses a file that LMDB must not map.
  private static func check(_ path: String) throws(LMDBError) {
    let file: Descriptor
    do throws(SystemError) { file = try Descriptor.open(path, .read) } catch {
      throw LMDBError(error.number, call: "open", path: path)
    }
    guard let key = try FileKey(of: file), let size = try MetaPages(file)?.size else {
      throw LMDBError(.invalid, call: "mdb_env_open", path: path)
    }
    guard key.size >= size else { throw LMDBError(.truncated, call: "mdb_env_open", path: path) }
  }
}
