import SystemCalls
import TLM
import TestSupport
import Testing

/// The languages with an emitter in Examples/emitters, each with two programs in Tests/Emitters that
/// use it: `writer` emits many events, `once` a single one.
enum Language: String, CaseIterable, CustomTestStringConvertible {
  case bash, python, node, go

  /// Those whose interpreter or compiler is there.
  static let there = allCases.filter { $0.interpreter != nil }

  var testDescription: String { rawValue }

  /// The emitter's file, and the ending of those of its programs.
  var emitter: String { Tree.root + "/Examples/emitters/emit." + ending }

  private var ending: String {
    switch self {
    case .bash: "sh"
    case .python: "py"
    case .node: "mjs"
    case .go: "go"
    }
  }

  /// What runs its programs; nil where it is not there.
  private var interpreter: String? {
    let names: [Language: String] = [.python: "python3"]
    // The system's before those of a version manager, which are scripts with conditions of their own.
    let own = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"]
    let path = (OwnProcess.variable("PATH") ?? "").split(separator: ":").map(String.init)
    return (own + path).map { "\($0)/\(names[self] ?? rawValue)" }.first { Tree.isProgram($0) }
  }

  /// The words that run a program of this language.
  ///
  /// - Parameter scratch: where those are built that have to be.
  func command(_ program: String, in scratch: Scratch) throws -> [String] {
    let interpreter = try #require(interpreter)
    let source = "\(Tree.root)/Tests/Emitters/\(program).\(ending)"
    return self == .go
      ? [try build(program, source, by: interpreter, in: scratch)] : [interpreter, source]
  }

  private func build(
    _ program: String, _ source: String, by compiler: String, in scratch: Scratch
  ) throws -> String {
    let folder = "\(scratch.path)/go-\(program)"
    if Tree.isProgram(folder + "/program") { return folder + "/program" }
    for each in [folder, folder + "/tlm"] { try Folder.make(each) }
    try Disk.write(folder + "/go.mod", Array("module example\n\ngo 1.19\n".utf8))
    try Disk.write(folder + "/main.go", Disk.bytes(source))
    try Disk.write(folder + "/tlm/emit.go", Disk.bytes(emitter))
    // A cache beside the packages of the peers makes the second build a matter of a moment.
    let built = try Command.run(
      compiler, ["build", "-o", "program", "."],
      environment: Tree.variables(home: folder, ["GOCACHE": Tree.root + "/.build-peers/go"]),
      in: folder)
    try #require(built.code == 0, "\(built.errors)")
    return folder + "/program"
  }
}
