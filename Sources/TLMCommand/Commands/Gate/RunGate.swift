import ArgumentParser
import Gate

/// `tlm gate claude-code`: the help of it, and a way in for programs that run commands by parsing.
struct RunGate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claude-code",
    abstract: "Say whether Claude Code may make the call that it tells on standard input.",
    usage: "tlm gate claude-code [--store PATH] [--fail-closed]",
    discussion: """
      It is run by the agent before each call. Of a call that is allowed it prints nothing, so that the \
      agent's own questions stay in force; else deny or ask in the agent's JSON, and what is refused \
      becomes an event, agent_call_gated. It ends with 0 whatever happens. Where no board says anything \
      all calls go on, with --fail-closed none.

      Examples:
        echo '{"tool_name":"Bash","tool_input":{"command":"tlm mode set NORMAL"}}' | \
      tlm gate claude-code
      """)

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() { GateCommand.run(arguments) }
}
