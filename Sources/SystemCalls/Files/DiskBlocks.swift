#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The blocks of the file system that a path is on (statvfs(3)).
package struct DiskBlocks: Sendable {
  package let all: UInt64
  package let free: UInt64
  /// Those of the free ones that users may fill.
  package let available: UInt64
  /// Bytes of one.
  package let size: UInt64

  /// nil where the system does not say.
  package init?(at path: String) {
    var raw = statvfs()
    guard unsafe statvfs(path, &raw) == 0 else { return nil }
    (all, free, available) = (UInt64(raw.f_blocks), UInt64(raw.f_bfree), UInt64(raw.f_bavail))
    size = UInt64(raw.f_frsize)
  }
}
