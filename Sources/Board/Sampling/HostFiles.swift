import SystemCalls

/// The files by which Linux tells how it fares, below a root that is `/` but for tests.
///
/// A file that cannot be read, or says something else than expected, is nil: one missing source
/// must not cost the others.
struct HostFiles: Sendable {
  let root: String

  init(root: String = "") { self.root = root }

  /// Bytes of the longest file that is read.
  private static let limit = 1 << 20

  /// The lines of a file of `/proc`; nil where it cannot be read, or is no UTF-8.
  func lines(_ name: String) -> [Substring]? {
    // Whatever is wrong with the file: it says nothing.
    let bytes = try? Self.contents(root + "/proc/" + name)
    guard let bytes, !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return text.split(separator: "\n")
  }

  /// How many processes there are; nil where `/proc` cannot be listed.
  func processes() -> Int? {
    // As above.
    guard let names = try? Folder.names(in: root + "/proc") else { return nil }
    let count = names.count { name in name.utf8.allSatisfy { (48...57).contains($0) } }
    return count == 0 ? nil : count
  }

  /// Files of `/proc` have no length that could be asked for.
  private static func contents(_ path: String) throws(SystemError) -> [UInt8] {
    let file = try Descriptor.open(path, .read, kind: .file)
    return try file.bytes(at: 0, count: limit)
  }
}
