#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
package import Events
package import Journal
import SystemCalls

/// A folder of one test's own, in memory where that is possible, removed at its end.
package final class Scratch: Sendable {
  package let path: String

  package init() {
    let parent = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = "\(parent)/tlm-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    unsafe mkdir(path, 0o700)
  }

  deinit { Scratch.remove(path) }

  package var store: String { path + "/.tlm" }

  package static func remove(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      unsafe chmod(path, 0o700)
      // A folder that cannot be read cannot be emptied, and the test has said so by then.
      for name in (try? Folder.names(in: path)) ?? [] { remove(path + "/" + name) }
      unsafe rmdir(path)
    } else {
      unsafe unlink(path)
    }
  }
}

/// Bytes of files, for tests that look at the disk itself.
package enum Disk: Sendable {
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Folder.contents(of: path, limit: .max, kind: .anything) ?? []
  }

  package static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  package static func write(_ path: String, _ bytes: [UInt8]) throws {
    try Folder.replace(path, with: bytes, isSynced: false)
  }

  package static func append(_ path: String, _ text: String) throws {
    let file = try Descriptor.open(path, .append, kind: .anything, create: true)
    let bytes = Array(text.utf8)
    _ = try file.write(once: bytes.span)
  }
}

extension EventLog {
  /// Every whole line of the log, without its newline.
  package func lines() throws -> [String] {
    var reader = try read()
    var lines: [String] = []
    while let chunk = try reader.next() { lines += chunk.lines }
    return lines
  }

  /// The lines that are not blank and not tlm's own.
  package func eventLines() throws -> [String] {
    try lines().filter { line in
      !line.allSatisfy { $0 == " " } && !line.prefix(60).contains("\"event\":\"tlm.")
    }
  }
}

extension LineChunk {
  package var lines: [String] {
    let bytes = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    var lines: [String] = []
    var start = 0
    while start < bytes.count {
      let end = Newlines.first(in: bytes.span, from: start) ?? bytes.count
      lines.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end + 1
    }
    return lines
  }
}

extension NewEvent {
  /// The event's line without its newline.
  package var text: String { String(decoding: line().dropLast(), as: UTF8.self) }

  /// A small event that says its number.
  package static func numbered(_ number: Int) -> NewEvent {
    NewEvent(
      "tick", at: Timestamp(rawValue: 1_770_000_000_000_000_000),
      fields: [
        Member("n", .integer(Int64(number)))
      ])
  }
}
