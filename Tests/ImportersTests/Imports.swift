import Events
import Glibc
import Journal
import SystemCalls
import TLM
import TestSupport
import Testing

/// A store, and folders to import from by the real `tlm`.
struct Imports {
  private let scratch = Scratch()

  var path: String { scratch.path }
  var store: String { scratch.store }

  init() throws { try #require(tlm("init").code == 0) }

  func tlm(_ arguments: String..., environment: [String: String] = [:]) throws -> Command.Result {
    try Command.run(
      Built.tlm, arguments, environment: variables(environment), in: path)
  }

  func start(_ arguments: String...) throws -> Command {
    try Command(Built.tlm, arguments, environment: variables([:]), in: path)
  }

  /// What an import says as JSON; it must end so.
  @discardableResult
  func imported(
    _ arguments: String..., code: Int32 = 0, environment: [String: String] = [:]
  ) throws -> Value {
    let result = try Command.run(
      Built.tlm, ["import", "--json"] + arguments, environment: variables(environment), in: path)
    #expect(result.code == code, "\(result.errors)")
    return try result.json()
  }

  private func variables(_ added: [String: String]) -> [String: String] {
    let own = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path + "/home", "TZ": "UTC"]
    return own.merging(added) { $1 }
  }

  /// Writes a file below the folder, with the folders that lead to it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
    try Disk.write(path + "/" + name, bytes)
    return path + "/" + name
  }

  func append(_ name: String, _ text: String) throws { try Disk.append(path + "/" + name, text) }

  func rename(_ old: String, _ new: String) throws {
    try Folder.rename(path + "/" + old, to: path + "/" + new)
  }

  /// The bytes of a file as gzip packs them.
  func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    try Command.run(
      "/bin/gzip", ["-c"], input: bytes, environment: variables([:]), in: path
    ).bytes
  }

  /// The store's lines that are not tlm's own.
  func events() throws -> [String] { try EventLog.open(store).eventLines() }

  /// Its markers and other lines of tlm's own.
  func ownLines() throws -> [Value] {
    try EventLog.open(store).lines().filter { $0.contains("\"event\":\"tlm.") }
      .compactMap { Value(json: $0) }
  }

  func forgetBook() throws { try Folder.unlink(store + "/log/IMPORTS") }
}

extension Command.Result {
  /// What it said, as one document.
  func json() throws -> Value { try #require(Value(json: bytes.filter { $0 != 10 })) }
}

enum Built {
  /// The tlm that was built with these tests.
  static let tlm = TestSupport.Program.built("tlm")

  /// A folder of the package's data for tests.
  static func data(_ name: String) -> String {
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Data/" + name
  }
}

/// Numbered lines, each an event with a time.
func numbered(_ range: Range<Int>, padding: Int = 0) -> String {
  range.map { number in
    #"{"event":"tick","n":\#(number),"ts":"2026-02-13T10:00:00Z","text":"\#(String(repeating: "x", count: padding))"}"#
      + "\n"
  }.joined()
}

func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
