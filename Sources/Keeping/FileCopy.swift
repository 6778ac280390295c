import Journal
import SystemCalls

/// Copies of files of a log, made durable one by one.
enum FileCopy {
  private static let step = 1 << 20

  /// The first bytes of a file into a new one.
  ///
  /// - Parameters:
  ///   - count: how many; nil for the whole file.
  ///   - isSealed: whether nobody may write to the copy.
  ///   - progress: told how many more bytes are copied.
  /// - Returns: what the copy contains.
  @discardableResult
  static func copy(
    _ from: String, to: String, count: Int64? = nil, isSealed: Bool = false,
    progress: (Int64) -> Void = { _ in }
  ) throws(SystemError) -> SealSum {
    let source = try Descriptor.open(from, .read)
    let target = try Descriptor.open(to, .update, create: true, exclusive: true)
    let size = try source.status().size
    let end = count ?? size
    var sum = SealSum()
    while sum.length < end {
      let bytes = try source.bytes(
        at: sum.length, count: Int(min(Int64(step), end - sum.length)))
      if bytes.isEmpty { break }
      try target.write(bytes.span, at: sum.length)
      sum.add(bytes.span)
      progress(Int64(bytes.count))
    }
    try target.syncData()
    if isSealed { try target.setPermissions(0o400) }
    return sum
  }

  /// The same where the file is there; false where it is not.
  @discardableResult
  static func copyIfThere(_ from: String, to: String) throws(SystemError) -> Bool {
    guard try FileStatus.of(from) != nil else { return false }
    try copy(from, to: to)
    return true
  }

  /// Removes a folder of files, and those in it, as far as they are plain ones: what a copy is made of.
  static func remove(_ folder: String) {
    for name in (try? Folder.names(in: folder)) ?? [] {
      let path = folder + "/" + name
      guard let status = try? FileStatus.ofName(path) else { continue }
      if status.isFolder { remove(path) } else { try? Folder.unlink(path) }
    }
    Folder.removeEmpty(folder)
  }
}
