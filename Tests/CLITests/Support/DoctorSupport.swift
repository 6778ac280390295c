import Glibc
import TLM
import TestSupport
import Testing

extension Sandbox {
  /// A store of three sealed segments and one that takes appends.
  static func inSegments() throws -> Sandbox {
    let sandbox = try Sandbox()
    var options = EventLog.Options()
    options.segmentLimit = 2048
    let log = try EventLog.open(sandbox.store, options: options)
    var number = 0
    while try sandbox.segments().count < 4 {
      number += 1
      try log.append(.numbered(number))
    }
    return sandbox
  }

  /// The segments' files, oldest first.
  func segments() throws -> [String] {
    try Files.all(below: store + "/log").filter { $0.hasSuffix(".jsonl") }
      .map { store + "/log/" + $0 }
  }

  /// What the doctor says as JSON, and the code it ends with.
  func report(_ arguments: String...) throws -> (Int32, Value) {
    let result = try tlm(["doctor", "--json"] + arguments)
    return (result.code, try json(result.output))
  }
}

extension Files {
  /// Overwrites bytes of a sealed segment.
  static func overwrite(_ path: String, at offset: Int, _ bytes: [UInt8]) throws {
    try #require(chmod(path, 0o600) == 0)
    let file = open(path, O_WRONLY)
    defer { close(file) }
    try #require(pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count)
    try #require(chmod(path, 0o400) == 0)
  }
}

/// The codes of a report's findings.
func codes(_ report: Value, _ severity: String = "wrong") -> [String] {
  (report["findings"]?.elements ?? []).filter { $0["severity"]?.text == severity }
    .compactMap { $0["code"]?.text }
}
