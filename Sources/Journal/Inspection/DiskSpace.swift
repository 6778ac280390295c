#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much room the disk of a store has left.
public struct DiskSpace: Sendable, Equatable {
  /// Bytes that this user may still write.
  public var freeBytes: Int64
  /// Whether the store cannot be written: its disk is mounted so, or its folder is another's.
  public var isReadOnly: Bool

  public init(freeBytes: Int64, isReadOnly: Bool) {
    self.freeBytes = freeBytes
    self.isReadOnly = isReadOnly
  }

  /// nil where the system does not say.
  init?(at path: String) {
    var status = statvfs()
    guard unsafe statvfs(path, &status) == 0 else { return nil }
    let blocks = Int64(clamping: status.f_bavail)
    let (bytes, overflow) = blocks.multipliedReportingOverflow(by: Int64(clamping: status.f_frsize))
    freeBytes = overflow ? .max : bytes
    isReadOnly = unsafe access(path, W_OK) != 0
  }
}
