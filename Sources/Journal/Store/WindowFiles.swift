package import SystemCalls

/// The files below `views/windows`: what was folded of stretches of time, each under a name of its own.
///
/// All of them can be derived again from the log. Only so many are kept: those go first that nobody has
/// used for the longest time. Whoever writes them holds `views/WRITER`.
package struct WindowFiles: Sendable {
  /// So many files are kept.
  package static let mostFiles = 256
  /// So many bytes are kept, all files together.
  package static let mostBytes: Int64 = 64 << 20
  /// What is larger than this is not kept at all.
  package static let largest = 16 << 20

  private static let permissions: UInt32 = 0o600

  private let folder: String

  package init(of layout: StoreLayout) { folder = layout.views + "/windows" }

  /// The bytes under a name, which are used by that; nil where there are none.
  package func bytes(under name: String) throws(SystemError) -> [UInt8]? {
    do throws(SystemError) {
      let file = try Descriptor.open(path(of: name), .read, kind: .file)
      let size = try file.status().size
      guard size <= Self.largest else { return nil }
      let bytes = try file.bytes(at: 0, count: Int(size))
      // So that the time of the last change says that it was used; who may not say so reads only.
      try? file.setPermissions(Self.permissions)
      return bytes
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Puts bytes under a name, and takes away what is too much then. Not durable: bytes that a power
  /// loss leaves half are known by their checksum.
  package func replace(_ name: String, with bytes: [UInt8]) throws(SystemError) {
    guard bytes.count <= Self.largest else { return }
    try Folder.make(folder)
    let path = path(of: name)
    try Folder.replace(
      path, with: bytes, isSynced: false, draft: path + "." + ProcessFileName.fresh())
    try sweep()
  }

  /// Removes all of them.
  package func removeAll() throws(SystemError) {
    for name in try names() { try Folder.unlink(path(of: name)) }
    Folder.removeEmpty(folder)
  }

  private func path(of name: String) -> String { folder + "/" + name }

  /// The files, and drafts of processes that were killed; whatever else is there is nobody's to remove.
  private func names() throws(SystemError) -> [String] {
    // Behind a link nothing is the store's.
    guard try FileStatus.ofName(folder)?.isFolder ?? false else { return [] }
    return try Folder.names(in: folder).filter { name in
      name.utf8.prefix(Self.nameLength).count { Self.digits.contains($0) } == Self.nameLength
    }
  }

  /// Names are of so many hexadecimal digits.
  package static let nameLength = 32
  private static let digits = Array("0123456789abcdef".utf8)

  private func sweep() throws(SystemError) {
    var files: [(path: String, size: Int64, used: Int64)] = []
    for name in try names() {
      let path = path(of: name)
      guard let status = try FileStatus.ofName(path) else { continue }
      files.append((path, status.size, status.changed_ns ?? 0))
    }
    files.sort { $0.used > $1.used }
    var (count, bytes) = (0, Int64(0))
    for file in files {
      count += 1
      bytes += file.size
      if count > Self.mostFiles || bytes > Self.mostBytes { try Folder.unlink(file.path) }
    }
  }
}
