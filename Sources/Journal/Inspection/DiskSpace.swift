import SystemCalls

/// How much room the disk of a store has left.
package struct DiskSpace: Sendable, Equatable {
  /// Bytes that this user may still write.
  package var freeBytes: Int64
  /// Whether the store cannot be written: its disk is mounted so, or its folder is another's.
  package var isReadOnly: Bool

  package init(freeBytes: Int64, isReadOnly: Bool) {
    self.freeBytes = freeBytes
    self.isReadOnly = isReadOnly
  }

  /// nil where the system does not say.
  init?(at path: String) {
    guard let blocks = DiskBlocks(at: path) else { return nil }
    let (bytes, overflow) = Int64(clamping: blocks.available)
      .multipliedReportingOverflow(by: Int64(clamping: blocks.size))
    freeBytes = overflow ? .max : bytes
    isReadOnly = !Folder.permits(.write, at: path)
  }
}
