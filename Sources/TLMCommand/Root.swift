import ArgumentParser

/// `tlm` itself: what it is, and the commands it has.
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tlm",
    abstract: "An event log for command-line tools and agents, and the answers that are in it.",
    discussion: """
      Examples:
        tlm init                                        make a store in this folder
        tlm emit issue_phase phase=ready duration_s:=67.2 result=pass
        tlm replay --projection phase-timing            where does the time go?
        tlm tail -f --event 'issue*' | jq .             watch it happen
        tlm doctor                                      is everything in order?

      Exit codes: 0 found or done, 1 nothing found or something wrong, 2 error, 64 usage.
      """,
    version: "0.1.0",
    subcommands: CommandCatalog.all)
}
