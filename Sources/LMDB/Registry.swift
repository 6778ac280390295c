#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
    pthread_atfork(
      { Registry.entries.lock() }, { Registry.entries.unlock() },
      {
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
      let key = FileKey(of: path)
      if let key, let entry = entries[key] {
        try entry.file.open(tables, create: create)
        entries[key]?.users += 1
        return entry.file
      }
      if let key, key.size > 0 {
        try check(path)
      } else if !create {
        throw LMDBError(ENOENT, call: "mdb_env_open", path: path)
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
    guard file.process == getpid() else { return }
    entries.withLock { entries in
      guard var entry = entries[file.key], entry.file === file else { return }
      entry.users -= 1
      entries[file.key] = entry.users > 0 ? entry : nil
      if entry.users == 0 { file.close() }
    }
  }

  /// Refuses a file that LMDB must not map.
  private static func check(_ path: String) throws(LMDBError) {
    let number = rawOpen(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard number >= 0 else { throw LMDBError(errno, call: "open", path: path) }
    defer { rawClose(number) }
    guard let key = FileKey(of: number), let size = MetaPages(number)?.size else {
      throw LMDBError(.invalid, call: "mdb_env_open", path: path)
    }
    guard key.size >= size else { throw LMDBError(.truncated, call: "mdb_env_open", path: path) }
  }
}

// Plain names: the enumeration has an `open` of its own.
private func rawOpen(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags) }
private func rawClose(_ number: Int32) { _ = close(number) }
