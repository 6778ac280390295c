#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import TLM

/// Small looks at files that commands need.
enum FileCheck {
  static func isMissing(_ path: String) throws -> Bool {
    var status = stat()
    return unsafe stat(path, &status) != 0
  }

  /// Bytes of all files together; nil where one has no size that is known.
  static func size(of paths: [String]) -> Int64? {
    var total: Int64 = 0
    for path in paths {
      var status = stat()
      guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      total += Int64(status.st_size)
    }
    return total
  }

  /// The whole of a small file.
  ///
  /// - Throws: `JournalError` where it cannot be read.
  static func contents(of path: String) throws(JournalError) -> [UInt8] {
    let bytes = try journaled { () throws(SystemError) in try Folder.contents(of: path) }
    guard let bytes else { throw JournalError(.system, "there is no file \(path)") }
    return bytes
  }

  static func writeIfMissing(_ path: String, _ text: String) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
  }
}
