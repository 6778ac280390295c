#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Journal
import SystemCalls

/// Every file of a store as it was at one moment, to be laid down elsewhere or looked at.
package struct StoreImage: Sendable {
  package enum Entry: Sendable, Equatable {
    case folder
    case file(bytes: [UInt8], mode: UInt32)
    case link(target: String)
  }

  /// By path below the store's folder, parents before children.
  package var entries: [(path: String, entry: Entry)] = []

  package init() {}

  /// What is below `root` now.
  package init(of root: String) throws { try add(root, below: "") }

  /// Lays the files down below `root`, which must be empty or not there.
  package func restore(to root: String) throws {
    unsafe mkdir(root, 0o700)
    for (path, entry) in entries {
      let path = root + "/" + path
      switch entry {
      case .folder: try Folder.make(path)
      case .link(let target): try Folder.symlink(path, to: target)
      case .file(let bytes, let mode):
        let file = try Descriptor.open(path, .update, create: true)
        try file.write(bytes.span, at: 0)
        if mode != 0o600 { try file.setPermissions(mode) }
      }
    }
  }

  private mutating func add(_ root: String, below folder: String) throws {
    for name in try Folder.names(in: root + folder) {
      let path = folder + "/" + name
      var status = stat()
      guard unsafe lstat(root + path, &status) == 0 else { continue }
      let relative = String(path.dropFirst())
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        entries.append((relative, .folder))
        try add(root, below: path)
      case S_IFLNK:
        entries.append((relative, .link(target: Self.target(root + path))))
      default:
        let bytes = try Disk.bytes(root + path)
        entries.append((relative, .file(bytes: bytes, mode: UInt32(status.st_mode & 0o777))))
      }
    }
  }

  private static func target(_ path: String) -> String {
    var room = [UInt8](repeating: 0, count: 4096)
    let count = unsafe room.withUnsafeMutableBytes { raw in
      unsafe readlink(path, raw.baseAddress!.assumingMemoryBound(to: CChar.self), raw.count)
    }
    return String(decoding: room.prefix(max(0, count)), as: UTF8.self)
  }
}
