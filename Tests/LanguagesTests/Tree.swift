import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The tree of this package, and what runs in it.
enum Tree {
  /// Its top folder.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// What every program gets that the tests start.
  static func variables(home: String, _ added: [String: String] = [:]) -> [String: String] {
    let path = OwnProcess.variable("PATH") ?? "/usr/bin:/bin"
    return ["PATH": path, "HOME": home].merging(added) { $1 }
  }
}

extension Command.Result {
  /// The last line of what was said, as JSON.
  var document: Value? { lines.last.flatMap { Value(json: $0) } }
}

extension Scratch {
  /// Runs a program in this folder.
  func run(
    _ words: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Command.Result {
    try Command.run(
      words[0], Array(words.dropFirst()),
      environment: Tree.variables(home: path, environment), in: folder ?? path)
  }

  /// Runs tlm with the store of this folder.
  func tlm(_ arguments: String...) throws -> Command.Result {
    try run([Program.built("tlm")] + arguments, environment: ["TLM_STORE": store])
  }

  /// How often each event is there, as a replay says; what tlm says of its own work left out.
  func counts() throws -> [String: Int64] {
    let result = try tlm("replay", "-p", "event-counts", "--json")
    try #require(result.code == 0, "\(result.errors)")
    let names = result.document?["report"]?["names"]
    guard case .object(let members)? = names else { return [:] }
    var counts: [String: Int64] = [:]
    for member in members where !member.name.hasPrefix("tlm.") {
      if case .integer(let count)? = member.value["count"] { counts[member.name] = count }
    }
    return counts
  }
}
