#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Changes to names: each is one system call on a path.
package enum Folder {
  /// Makes a folder, one that only its owner enters unless told otherwise; true when it was not there before.
  @discardableResult
  package static func make(_ path: String, mode: UInt32 = 0o700) throws(SystemError) -> Bool {
    try check(.mkdir, path)
    if unsafe mkdir(path, mode_t(mode)) == 0 {
      Recorder.note(path) { .makeFolder(path: $0) }
      return true
    }
    guard errno == EEXIST else { throw SystemError(.mkdir, path) }
    guard let there = try FileStatus.ofName(path), there.isFolder else {
      throw SystemError(.mkdir, path, ENOTDIR)
    }
    return false
  }

  /// The names in a folder, sorted; none where there is no such folder.
  package static func names(in path: String) throws(SystemError) -> [String] {
    try check(.readdir, path)
    guard let handle = unsafe opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw SystemError(.readdir, path)
    }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw SystemError(.readdir, path) }
    return names.sorted()
  }

  /// Makes the names in a folder durable.
  package static func sync(_ path: String) throws(SystemError) {
    try check(.fsync, path)
    let folder = try Descriptor.open(path, .read, kind: .folder)
    guard fsync(folder.number) == 0 else { throw SystemError(.fsync, path) }
    Recorder.note(path) { .syncFolder(path: $0) }
  }

  /// A second name for a file; false where that name is taken.
  package static func link(_ from: String, to: String) throws(SystemError) -> Bool {
    try check(.link, to)
    if rawLink(from, to) == 0 {
      Recorder.note(to) { .link(from: from, to: $0) }
      return true
    }
    if errno == EEXIST { return false }
    throw SystemError(.link, to)
  }

  package static func rename(_ from: String, to: String) throws(SystemError) {
    try check(.rename, to)
    guard rawRename(from, to) == 0 else { throw SystemError(.rename, to) }
    Recorder.note(to) { .rename(from: from, to: $0) }
  }

  /// Removes a name; nothing happens where it is gone already.
  package static func unlink(_ path: String) throws(SystemError) {
    try check(.unlink, path)
    guard rawUnlink(path) == 0 || errno == ENOENT else { throw SystemError(.unlink, path) }
    Recorder.note(path) { .unlink(path: $0) }
  }

  package static func symlink(_ path: String, to target: String) throws(SystemError) {
    try check(.symlink, path)
    guard rawSymlink(target, path) == 0 else { throw SystemError(.symlink, path) }
    Recorder.note(path) { .symlink(path: $0, target: target) }
  }

  /// Writes a small file whole: a reader sees the old bytes or the new ones, never a part.
  ///
  /// - Parameter draft: where it is written first; of one name for who holds a lock, else one that
  ///   no other process writes to.
  package static func replace(
    _ path: String, with bytes: [UInt8], isSynced: Bool, draft: String? = nil
  ) throws(SystemError) {
    let draft = draft ?? path + ".new"
    try unlink(draft)
    let file = try Descriptor.open(draft, .update, create: true, exclusive: true)
    do throws(SystemError) {
      try file.write(bytes.span, at: 0)
      if isSynced { try file.syncData() }
      try rename(draft, to: path)
    } catch {
      // If this fails, too, the next who replaces the file begins with it.
      try? unlink(draft)
      throw error
    }
  }

  /// The whole of a small file; nil where there is none.
  package static func contents(
    of path: String, limit: Int = 1 << 24, kind: Descriptor.Kind = .file
  ) throws(SystemError) -> [UInt8]? {
    do throws(SystemError) {
      let file = try Descriptor.open(path, .read, kind: kind)
      return try file.bytes(at: 0, count: min(limit, Int(try file.status().size)))
    } catch {
      if error.number == ENOENT { return nil }
      throw error
    }
  }

  /// The absolute path without links; nil where there is nothing.
  package static func resolved(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Whether this user may read, write or run what is at a path.
  package static func permits(_ right: Right, at path: String) -> Bool {
    unsafe access(path, right.rawValue) == 0
  }

  package enum Right: Sendable {
    case read, write, run

    var rawValue: Int32 {
      switch self {
      case .read: R_OK
      case .write: W_OK
      case .run: X_OK
      }
    }
  }

  /// Removes an empty folder; what is in the way stays.
  package static func removeEmpty(_ path: String) { unsafe rmdir(path) }

  private static func check(_ call: Call, _ path: String) throws(SystemError) {
    if case .failure(let number)? = Descriptor.faultOrDeath(call) {
      throw SystemError(call, path, number)
    }
  }
}
