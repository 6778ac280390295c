import Questions
import SystemCalls
import TLM
import TestSupport
import Testing

/// A store with all that Tests/Data has, and the real `tlm` beside it.
struct Asked {
  let scratch = Scratch()

  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  init() throws {
    try #require(tlm(["init"]).code == 0)
    let data = Self.root + "/Tests/Data"
    let files = ["little-loops", "claude", "codex", "dialects", "structlog", "runs"]
    let imported = try tlm(["import", "files"] + files.map { "\(data)/\($0)" })
    try #require(imported.code <= 1, "\(imported.errors)")
    // The index is there, and nothing waits: both ways find what they find in the same way.
    _ = try tlm(["query", "--count"])
  }

  func tlm(_ arguments: [String]) throws -> Command.Result {
    try Command.run(
      Program.built("tlm"), arguments,
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": scratch.path + "/home", "TZ": "UTC",
      ], in: scratch.path)
  }

  func store() throws -> Store { try Store.open(at: .resolve(option: scratch.store)) }

  /// The document that a question has for an answer.
  func document(_ name: String, _ given: [(name: String, value: String)]) throws -> Value {
    let question = try QuestionCatalog.named(name)
    return try question.answer(
      store(), QuestionArguments(query: given, for: question.parameters))
  }

  /// The first key of a member of a document.
  func first(of list: String, in name: String) throws -> String {
    guard case .object(let members)? = try document(name, [])[list] else { return "" }
    return members.first?.name ?? ""
  }
}

extension Value {
  /// Without what a clock says.
  var timeless: Value {
    switch self {
    case .object(let members):
      .object(
        members.filter { $0.name != "elapsed_s" }.map { Member($0.name, $0.value.timeless) })
    case .array(let elements): .array(elements.map(\.timeless))
    default: self
    }
  }
}
