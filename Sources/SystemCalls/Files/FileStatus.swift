#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says of a file.
package struct FileStatus: Sendable, Equatable {
  package let device: UInt64
  package let inode: UInt64
  package let size: Int64
  package let links: Int
  /// Bytes of disk that the file takes, with what was reserved beyond its end.
  package let allocated: Int64
  package let permissions: UInt32
  package let isFolder: Bool
  /// A regular file; false for a link, a pipe, a device.
  package let isRegular: Bool
  /// A link, as `ofName` finds it.
  package let isLink: Bool
  package let owner: UInt32
  /// Nanoseconds since 1970 of the last change of the bytes; nil for an open file on Linux.
  package let modified_ns: Int64?
  /// Nanoseconds since 1970 of the last change of the file or of what is said here of it, as its
  /// disk's clock has it; nil for an open file on Linux.
  package let changed_ns: Int64?

  /// Nobody may write it any more: a sealed segment.
  package var isSealed: Bool { permissions & 0o222 == 0 }

  package func isSameFile(as other: FileStatus) -> Bool {
    inode == other.inode && device == other.device
  }

  init(
    device: UInt64, inode: UInt64, size: Int64, links: Int, allocated: Int64, permissions: UInt32,
    isFolder: Bool, isRegular: Bool, isLink: Bool = false, owner: UInt32, modified_ns: Int64?,
    changed_ns: Int64?
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.links = links
    self.allocated = allocated
    self.permissions = permissions
    self.isFolder = isFolder
    self.isRegular = isRegular
    self.isLink = isLink
    self.owner = owner
    self.modified_ns = modified_ns
    self.changed_ns = changed_ns
  }

  init(_ raw: stat) {
    device = UInt64(truncatingIfNeeded: raw.st_dev)
    inode = UInt64(truncatingIfNeeded: raw.st_ino)
    size = Int64(raw.st_size)
    links = Int(raw.st_nlink)
    allocated = Int64(raw.st_blocks) * 512
    permissions = UInt32(raw.st_mode) & 0o7777
    isFolder = UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFDIR)
    isRegular = UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFREG)
    isLink = UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFLNK)
    owner = UInt32(raw.st_uid)
    #if canImport(Glibc)
      modified_ns = Self.nanoseconds(raw.st_mtim)
      changed_ns = Self.nanoseconds(raw.st_ctim)
    #else
      modified_ns = Self.nanoseconds(raw.st_mtimespec)
      changed_ns = Self.nanoseconds(raw.st_ctimespec)
    #endif
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// The file at `path` itself, a link where it is one; nil where there is none.
  package static func ofName(_ path: String) throws(SystemError) -> FileStatus? {
    var raw = stat()
    if unsafe lstat(path, &raw) == 0 { return FileStatus(raw) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError(.stat, path)
  }

  /// The file at `path`, following links; nil where there is none.
  package static func of(_ path: String) throws(SystemError) -> FileStatus? {
    if case .failure(let number)? = Descriptor.faultOrDeath(.stat) {
      throw SystemError(.stat, path, number)
    }
    var raw = stat()
    if rawStat(path, &raw) == 0 { return FileStatus(raw) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SystemError(.stat, path)
  }
}

extension Descriptor {
  package func status() throws(SystemError) -> FileStatus {
    if case .failure(let number)? = Self.faultOrDeath(.fstat) {
      throw SystemError(.fstat, path, number)
    }
    guard let status = Platform.status(number) else { throw SystemError(.fstat, path) }
    return status
  }
}
