import ArgumentParser

/// `tlm gate`: what coding agents may call.
struct GateGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Hold a coding agent to the mode in force: ask or refuse at its calls.",
    discussion: """
      Claude Code asks tlm-gate before each call of a tool. It reads the board that tlm watch \
      publishes: what the mode allows goes on as without a gate, of the rest a person is asked or the \
      agent is refused, with the reason in one sentence. It is a guard and no sandbox: it stops an \
      agent that goes on as it does, not a program that wants to get around it.

      Nothing is gated before it is installed and a watch runs. Which tools read only is said in \
      tools.yaml in your configuration.

      Examples:
        tlm gate install claude-code
        tlm watch --rules budget.yaml
        tlm gate explain Bash 'git push'
        tlm gate status claude-code
      """,
    subcommands: CommandCatalog.gate)
}
