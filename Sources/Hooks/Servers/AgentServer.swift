import Events

/// A server of the Model Context Protocol as the settings of coding agents name it.
package struct AgentServer: Sendable {
  /// What it is known as.
  package static let name = "tlm"

  /// The program, by its path.
  package let command: String
  package let arguments: [String]

  package init(command: String, arguments: [String]) {
    (self.command, self.arguments) = (command, arguments)
  }

  /// As JSON settings have it.
  var value: Value {
    [
      "type": "stdio", "command": .string(command),
      "args": .array(arguments.map { .string($0) }), "env": [:],
    ]
  }

  /// Whether settings say so already, whatever they say besides.
  func isTold(by value: Value) -> Bool {
    value["command"] == .string(command)
      && value["args"] == .array(arguments.map { .string($0) })
  }
}
