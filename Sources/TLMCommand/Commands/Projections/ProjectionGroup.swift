import ArgumentParser

/// `tlm projection`: for people who write projections of their own.
struct ProjectionGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projection",
    abstract: "Begin a projection of your own.",
    discussion: """
      A projection is a Swift type. It lives in a package of yours, whose program is the whole of \
      tlm with your projection in it.

      Examples:
        tlm projection new build-times
      """,
    subcommands: CommandCatalog.projection)
}
