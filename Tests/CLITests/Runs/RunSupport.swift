import TLM
import TestSupport
import Testing

extension Sandbox {
  /// The events of runs, in the order of the log.
  func runs() throws -> [Value] { try events(named: "run") }

  /// The events of a name, in the order of the log.
  func events(named name: String) throws -> [Value] {
    try events().map { try json($0) }.filter { $0["event"]?.text == name }
  }

  /// A script that can be run by its name where `bin` is in `PATH`.
  func program(_ name: String, _ text: String) throws {
    folder("bin")
    let path = try file("bin/" + name, text)
    try #require(try shell("chmod +x \(path)").code == 0)
  }

  /// A path that has `bin` before what every program finds, and the tlm under test.
  var pathWithPrograms: [String: String] {
    let built = Sandbox.binary.split(separator: "/").dropLast().joined(separator: "/")
    return ["PATH": "\(path)/bin:/\(built):/usr/local/bin:/usr/bin:/bin"]
  }
}
