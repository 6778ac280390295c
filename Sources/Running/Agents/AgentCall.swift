import Events

/// A call of a tool, as much of it as a person wants to see in one line.
package struct AgentCall: Sendable, Equatable {
  package let tool: String
  /// What it is about: a command, a file, a pattern; empty where that is not told.
  package let subject: String

  /// Members of an input that say what a call is about, the best first.
  private static let subjects = [
    "command", "file_path", "notebook_path", "path", "pattern", "url", "query", "description",
    "prompt",
  ]

  /// - Parameter use: an object with the tool's name and its input.
  init(_ use: Value) {
    self.init(tool: use["name"]?.text ?? "unknown", input: use["input"])
  }

  init(tool: String, input: Value?) {
    self.tool = tool
    let told = Self.subjects.compactMap { input?[$0]?.text }
    subject = told.first ?? ""
  }
}
