import ArgumentParser
import TLM

/// `tlm projections`: which projections there are, how they stand, and putting them right.
struct ProjectionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projections",
    abstract: "List projections, see how they stand, rebuild and verify them, read their rows.",
    discussion: """
      Examples:
        tlm projections
        tlm projections show phase-timing
        tlm projections status --json | jq -r '.[] | .projection'
        tlm projections rebuild phase-timing
        tlm projections verify
        tlm projections rows issues --where open=true
      """,
    subcommands: CommandCatalog.projections,
    defaultSubcommand: ListProjections.self)
}
