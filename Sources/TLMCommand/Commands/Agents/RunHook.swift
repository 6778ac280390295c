import ArgumentParser
import Hooks

/// `tlm hook claude-code`: the help of it, and a way in for programs that run commands by parsing.
struct RunHook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claude-code",
    abstract: "Append what a hook of Claude Code is given on standard input, as one event.",
    usage: "tlm hook claude-code [--store PATH]",
    discussion: """
      It is run by the agent, and never has a say in what that does: it prints nothing and ends with \
      0, whatever it is given and whatever the store is like. Of prompts, inputs and outputs the \
      first 256 bytes are kept; TLM_CONTENT=none keeps only their sizes, TLM_CONTENT=full all.

      Examples:
        echo '{"hook_event_name":"Stop","session_id":"s1"}' | tlm hook claude-code
      """)

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() { HookCommand.run(arguments) }
}
