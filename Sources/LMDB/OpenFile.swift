import CLMDB
import SystemCalls

/// Which file a path means.
struct FileKey: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
  let size: Int64

  /// nil where nothing stands at the path, or something that is no regular file.
  ///
  /// - Throws: where nobody can look, which says nothing of what is there.
  init?(of path: String) throws(LMDBError) {
    self.init(try looking { () throws(SystemError) in try FileStatus.ofName(path) })
  }

  init?(of file: Descriptor) throws(LMDBError) {
    self.init(try looking { () throws(SystemError) in try file.status() })
  }

  private init?(_ status: FileStatus?) {
    guard let status, status.isRegular else { return nil }
    (device, inode, size) = (status.device, status.inode, status.size)
  }

  static func == (left: FileKey, right: FileKey) -> Bool {
    left.inode == right.inode && left.device == right.device
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(inode)
  }
}

/// An environment as LMDB has it open, once in a process for each file.
///
/// Sound as Sendable: LMDB's environment may be used by any thread, and the handles of tables
/// change only while `Registry` holds its lock.
@safe final class OpenFile: @unchecked Sendable {
  let raw: OpaquePointer
  let path: String
  let process: Int32
  let key: FileKey
  let lock: FileKey
  var handles = [MDB_dbi?](repeating: nil, count: Table.limit)

  private init(raw: OpaquePointer, path: String, key: FileKey, lock: FileKey) {
    unsafe self.raw = raw
    self.path = path
    self.key = key
    self.lock = lock
    process = OwnProcess.number
  }

  /// Bytes of address space that are asked for first: more than any index will need, and free.
  private static let largestMap = 1 << 40
  private static let smallestMap = 1 << 24
  private static let readers: UInt32 = 510

  /// Opens the environment in `folder`, which must be there; its files are made if they are not.
  static func open(_ folder: String) throws(LMDBError) -> OpenFile {
    let path = OpenFile.path(in: folder)
    // What the process may map besides must not be taken by a map that will not be filled.
    var map = min(largestMap, (Int(ProcessLimit.addressSpace / 4) >> 20) << 20)
    while true {
      do throws(LMDBError) { return try open(folder, path, map: map) } catch {
        // A limit on address space (`ulimit -v`) refuses a large map.
        guard error.code.rawValue == ErrorNumber.noMemory, map > smallestMap else { throw error }
        map /= 2
      }
    }
  }

  private static func open(_ folder: String, _ path: String, map: Int) throws(LMDBError) -> OpenFile
  {
    let lock = try FileKey(of: lockPath(in: folder))
    let place = try Self.place(folder)
    var created: OpaquePointer?
    try check("mdb_env_create", path) { unsafe mdb_env_create(&created) }
    guard let raw = unsafe created else {
      throw LMDBError(ErrorNumber.noMemory, call: "mdb_env_create", path: path)
    }
    do throws(LMDBError) {
      try check("mdb_env_set_mapsize", path) { unsafe mdb_env_set_mapsize(raw, map) }
      try check("mdb_env_set_maxdbs", path) { unsafe mdb_env_set_maxdbs(raw, UInt32(Table.limit)) }
      try check("mdb_env_set_maxreaders", path) { unsafe mdb_env_set_maxreaders(raw, readers) }
      try check("mdb_env_open", path) {
        unsafe mdb_env_open(raw, place.path, UInt32(MDB_NOTLS), mdb_mode_t(0o600))
      }
      let after = try FileKey(of: lockPath(in: folder))
      return unsafe try checked(raw, path, lock, after)
    } catch {
      unsafe mdb_env_close(raw)
      throw error
    }
  }

  /// The folder as LMDB is to open it, which follows every link: by the descriptor, so that it gets
  /// to no other folder than the one in which the files were made and looked at here.
  private static func place(_ folder: String) throws(LMDBError) -> (path: String, Descriptor) {
    for path in [lockPath(in: folder), path(in: folder)] where try FileKey(of: path) == nil {
      // Another process may have made it in between.
      _ = try looking { () throws(SystemError) in
        try Descriptor.open(path, .update, create: true)
      }
    }
    return try looking { () throws(SystemError) in
      let opened = try Descriptor.open(folder, .read, kind: .folder)
      let path = "/proc/self/fd/\(opened.number)"
      // Where the system does not show them, the path has to do.
      return (Folder.permits(.read, at: path) ? path : folder, opened)
    }
  }

  /// The data file in a folder.
  static func path(in folder: String) -> String { folder + "/data.mdb" }
  /// The file by which processes keep out of each other's way.
  static func lockPath(in folder: String) -> String { folder + "/lock.mdb" }

  /// The open environment, once it is known to be the whole file at its path, and to have the
  /// lock that belongs to it: a pair that was replaced by another while it was opened may be mixed.
  private static func checked(
    _ raw: OpaquePointer, _ path: String, _ lockBefore: FileKey?, _ lockAfter: FileKey?
  ) throws(LMDBError) -> OpenFile {
    guard let lock = lockAfter, lockBefore == nil || lockBefore == lock else {
      throw LMDBError(.replaced, call: "mdb_env_open", path: path)
    }
    var number: Int32 = -1
    try check("mdb_env_get_fd", path) { unsafe mdb_env_get_fd(raw, &number) }
    let data = Descriptor(borrowing: number, path: path)
    guard let key = try FileKey(of: data), try key == FileKey(of: path) else {
      throw LMDBError(.replaced, call: "mdb_env_open", path: path)
    }
    guard let size = try MetaPages(data)?.size else {
      throw LMDBError(.invalid, call: "mdb_env_open", path: path)
    }
    guard key.size >= size else { throw LMDBError(.truncated, call: "mdb_env_open", path: path) }
    let file = unsafe OpenFile(raw: raw, path: path, key: key, lock: lock)
    try file.forgetDeadReaders()
    return file
  }

  /// Frees the places of readers that died.
  func forgetDeadReaders() throws(LMDBError) {
    try check("mdb_reader_check", path) { unsafe mdb_reader_check(raw, nil) }
  }

  /// Whether the file still begins as an environment does, and has the pages that it names.
  ///
  /// - Throws: where nobody can look.
  var isWhole: Bool {
    get throws(LMDBError) {
      var number: Int32 = -1
      guard unsafe mdb_env_get_fd(raw, &number) == 0 else { return false }
      let data = Descriptor(borrowing: number, path: path)
      // The size last: another process may make the file longer meanwhile.
      guard let needed = try MetaPages(data)?.size, let key = try FileKey(of: data) else {
        return false
      }
      return key.size >= needed
    }
  }

  func close() { unsafe mdb_env_close(raw) }
}

/// Does what the system does, and turns its failure into an error that is no damage: what cannot be read
/// now may be whole.
func looking<Result: ~Copyable>(
  _ body: () throws(SystemError) -> Result
) throws(LMDBError) -> Result {
  do throws(SystemError) { return try body() } catch {
    throw LMDBError(error.number, call: error.call.rawValue, path: error.path)
  }
}

/// Runs one C call, or what a test put in its place, and turns its number into an error.
@inline(__always)
func check(_ call: StaticString, _ path: @autoclosure () -> String, _ body: () -> Int32)
  throws(LMDBError)
{
  let number = CallFaults.next(call) ?? body()
  if number != 0 { throw LMDBError(number, call: call.description, path: path()) }
}
