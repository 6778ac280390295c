import ArgumentParser
import Documents
import Hooks

/// `tlm claude env`: how Claude Code is made to send its own telemetry.
struct ShowClaudeEnvironment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env",
    abstract: "Print the variables by which Claude Code sends metrics, logs and spans.",
    discussion: """
      They belong into the shell that starts the agent, or under env of your own \
      ~/.claude/settings.json: in the settings of a project they are ignored.

      Examples:
        eval "$(tlm claude env)" && claude
        tlm claude env --json | jq '{env: .}'
      """)

  @Flag(help: "How: lines for a shell, or an object for env of settings.json.")
  var form = Form.shell

  @Option(help: "Where the receiver listens.")
  var endpoint = ClaudeEnvironment.usualEndpoint

  @Flag(name: .long, help: "Leave spans out, which the agent calls a beta.")
  var noTraces = false

  /// What is printed.
  enum Form: String, EnumerableFlag {
    case shell, json
  }

  func run() {
    let environment = ClaudeEnvironment(endpoint: endpoint, hasTraces: !noTraces)
    let output = Output()
    switch form {
    case .shell: for line in environment.shell { output.line(line) }
    case .json: output.json(ClaudeEnvironmentDocument(environment))
    }
  }
}
