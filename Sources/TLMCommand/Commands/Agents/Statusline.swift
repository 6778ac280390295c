import ArgumentParser
import Hooks

/// `tlm statusline`: the help of it, and a way in for programs that run commands by parsing.
struct Statusline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statusline",
    abstract: "Print a status line for Claude Code, and keep what it says as events.",
    usage: "tlm statusline [--store PATH]",
    discussion: """
      The agent gives it a JSON document on standard input, and shows the line: the model, how full \
      the context is, cost, time, and lines added and removed. What is new goes into the log as \
      context_snapshot. It ends with 0 whatever happens.

      In ~/.claude/settings.json:
        "statusLine": {"type": "command", "command": "/usr/local/bin/tlm statusline"}

      Examples:
        echo '{"model":{"display_name":"Opus"},"cost":{"total_cost_usd":0.5}}' | tlm statusline
      """)

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() { StatuslineCommand.run(arguments) }
}
