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
    let place = try Place.of(path, .mkdir)
    if unsafe mkdirat(place.folder, place.name, mode_t(mode)) == 0 {
      place.give()
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
    guard let handle = unsafe try opened(path) else { return [] }
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

  /// A folder for reading its names; nil where there is no such folder.
  private static func opened(_ path: String) throws(SystemError) -> OpaquePointer? {
    var number: Int32
    do throws(SystemError) {
      let place = try Place.of(path, .readdir)
      let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (place.owner == nil ? 0 : O_NOFOLLOW)
      number = rawOpen(place.name, in: place.folder, flags, 0)
      if number < 0 {
        throw place.owner != nil && place.isLink
          ? SystemError(.readdir, path, ELOOP) : SystemError(.readdir, path)
      }
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    guard let handle = unsafe fdopendir(number) else {
      let error = SystemError(.readdir, path)
      close(number)
      throw error
    }
    return unsafe handle
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
    let old = try Place.of(from, .link)
    let new = try Place.of(to, .link)
    if unsafe linkat(old.folder, old.name, new.folder, new.name, 0) == 0 {
      Recorder.note(to) { .link(from: from, to: $0) }
      return true
    }
    if errno == EEXIST { return false }
    throw SystemError(.link, to)
  }

  package static func rename(_ from: String, to: String) throws(SystemError) {
    try check(.rename, to)
    let old = try Place.of(from, .rename)
    let new = try Place.of(to, .rename)
    guard unsafe renameat(old.folder, old.name, new.folder, new.name) == 0 else {
      throw SystemError(.rename, to)
    }
    Recorder.note(to) { .rename(from: from, to: $0) }
  }

  /// Removes a name; nothing happens where it is gone already.
  package static func unlink(_ path: String) throws(SystemError) {
    try check(.unlink, path)
    do throws(SystemError) {
      let place = try Place.of(path, .unlink)
      guard unsafe unlinkat(place.folder, place.name, 0) == 0 else {
        throw SystemError(.unlink, path)
      }
    } catch {
      if error.number == ENOENT { return }
      throw error
    }
    Recorder.note(path) { .unlink(path: $0) }
  }

  package static func symlink(_ path: String, to target: String) throws(SystemError) {
    try check(.symlink, path)
    let place = try Place.of(path, .symlink)
    guard unsafe symlinkat(target, place.folder, place.name) == 0 else {
      throw SystemError(.symlink, path)
    }
    place.give()
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
  package static func removeEmpty(_ path: String) {
    // What leads elsewhere is not entered, and so stays.
    guard let place = try? Place(path) else { return }
    _ = unsafe unlinkat(place.folder, place.name, AT_REMOVEDIR)
  }

  private static func check(_ call: Call, _ path: String) throws(SystemError) {
    if case .failure(let number)? = Descriptor.faultOrDeath(call) {
      throw SystemError(call, path, number)
    }
  }
}
