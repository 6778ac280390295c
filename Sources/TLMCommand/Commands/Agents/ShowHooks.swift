import ArgumentParser
import Documents
import Hooks
import TLM

/// `tlm hook status`: where tlm is named in the settings of an agent.
struct ShowHooks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "In which settings of a coding agent tlm is named, and whether they are in order.",
    discussion: """
      It ends with 1 where tlm hears nothing of the agent, or something is wrong.

      Examples:
        tlm hook status claude-code
        tlm hook status claude-code --json | jq '.[] | select(.installed) | .path'
      """)

  @Argument(help: "The agent: claude-code.")
  var agent: AgentArgument

  @Flag(help: "Only these settings.")
  var scope: ScopeArgument?

  @OptionGroup var format: FormatOptions

  func run() throws {
    let scopes = scope.map { [$0.scope] } ?? SettingsScope.allCases
    let all = scopes.map { HookStatus($0, path: $0.path()) }
    let output = Output()
    if format.json {
      output.json(all.map(HookStatusDocument.init))
    } else {
      output.show(all.flatMap(HookView.lines))
    }
    output.flush()
    let isGood = all.contains(where: \.isInstalled) && all.allSatisfy { $0.problem == nil }
    if !isGood { throw Failure.nothingFound }
  }
}
