import ArgumentParser

/// `tlm runs`: the runs of jobs, told and looked at.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Track the runs of jobs from a shell, and look at those there are.",
    subcommands: CommandCatalog.runs, defaultSubcommand: ListRuns.self)
}
