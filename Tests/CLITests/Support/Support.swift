import Glibc
import TLM
import TestSupport
import Testing

/// A folder with a home of its own in which a test runs the real `tlm`.
struct Sandbox {
  let scratch = Scratch()

  var path: String { scratch.path }
  /// Where `tlm init` in this folder makes the store.
  var store: String { scratch.store }

  /// With a store, unless the test makes its own.
  init(hasStore: Bool = true) throws {
    if hasStore { try #require(tlm("init").code == 0) }
  }

  /// Runs tlm to its end. `environment` is added to what it gets anyway: a path and a home.
  func tlm(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    in folder: String? = nil, screen: Command.Screen = .none
  ) throws -> Command.Result {
    try Command.run(
      Self.binary, arguments, input: Array(input.utf8), environment: variables(environment),
      in: folder ?? path, screen: screen)
  }

  func tlm(_ arguments: [String], bytes: [UInt8] = []) throws -> Command.Result {
    try Command.run(
      Self.binary, arguments, input: bytes, environment: variables([:]), in: path)
  }

  /// Starts tlm and leaves it running.
  func start(
    _ arguments: String..., environment: [String: String] = [:], screen: Command.Screen = .none
  ) throws -> Command {
    try Command(
      Self.binary, arguments, environment: variables(environment), in: path, screen: screen)
  }

  /// Runs a line of shell, in which `tlm` is the tlm under test.
  func shell(_ line: String, within seconds: Double = 120) throws -> Command.Result {
    try Command.run(
      "/bin/bash", ["-c", "tlm() { \(Self.binary) \"$@\"; }; \(line)"],
      environment: variables([:]), in: path, within: seconds)
  }

  /// Makes the folders of a path below this one, and gives the whole path.
  @discardableResult
  func folder(_ name: String) -> String {
    var whole = path
    for part in name.split(separator: "/") {
      whole += "/" + part
      mkdir(whole, 0o700)
    }
    return whole
  }

  func file(_ name: String, _ text: String) throws -> String {
    try Disk.write(path + "/" + name, Array(text.utf8))
    return path + "/" + name
  }

  /// The store's lines that are events of the test's own.
  func events() throws -> [String] { try EventLog.open(store).eventLines() }

  func variables(_ added: [String: String]) -> [String: String] {
    let own = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path + "/home", "TZ": "UTC"]
    return own.merging(added) { $1 }
  }

  /// The tlm that was built with these tests.
  static let binary: String = {
    let own = (try? Files.target(of: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let bundle = own.split(separator: "/").prefix { !$0.hasSuffix(".xctest") }
    return "/" + bundle.joined(separator: "/") + "/tlm"
  }()
}

/// Looks at files that the tests need.
enum Files {
  static func target(of link: String) throws -> String {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = readlink(link, &bytes, bytes.count)
    guard count > 0 else { throw Command.Failure(description: "\(link) is no link") }
    return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func mode(_ path: String) -> UInt32 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Every name below a folder, folders included, sorted.
  static func all(below path: String) throws -> [String] {
    var found: [String] = []
    guard let handle = opendir(path) else { return [] }
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      found.append(name)
      found += try all(below: path + "/" + name).map { name + "/" + $0 }
    }
    return found.sorted()
  }

  /// The top folder of this package.
  static let package: String = {
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/")
  }()
}

/// A JSON document as the tests look into it.
func json(_ text: String) throws -> Value {
  // A document may be spread over lines; inside of its strings there are none.
  let line = text.replacing("\r\n", with: " ").replacing("\n", with: " ")
  let batch = LineParser().parse(LineChunk(Array("{\"json\":\(line)}".utf8)))
  try #require(batch.count == 1, "not JSON: \(text.prefix(200))")
  let value = batch.event(at: 0).value(named: "json")
  return try #require(value)
}

extension Value {
  var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }

  var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }
}
