import SystemCalls
import TLM

/// Small looks at files that commands need.
enum FileCheck {
  static func isMissing(_ path: String) -> Bool {
    // What cannot be looked at is not there for this user.
    ((try? FileStatus.of(path)) ?? nil) == nil
  }

  /// Bytes of all files together; nil where one has no size that is known.
  static func size(of paths: [String]) -> Int64? {
    var total: Int64 = 0
    for path in paths {
      // As above.
      guard let status = (try? FileStatus.of(path)) ?? nil, status.isRegular else { return nil }
      total += status.size
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

  /// Writes a file where there is none; false where there is one, which stays.
  ///
  /// - Throws: `JournalError` where it cannot be written.
  static func write(_ path: String, _ text: String) throws(JournalError) -> Bool {
    do throws(SystemError) {
      let file = try Descriptor.open(path, .update, create: true, exclusive: true)
      try file.write(Array(text.utf8).span, at: 0)
      return true
    } catch {
      if error.number == ErrorNumber.exists { return false }
      throw JournalError(error)
    }
  }

  /// Writes a file where there is none; what is there stays, and what cannot be written is left out.
  static func writeIfMissing(_ path: String, _ text: String) {
    let file = try? Descriptor.open(path, .update, create: true, exclusive: true)
    try? file?.write(Array(text.utf8).span, at: 0)
  }
}
