import ArgumentParser
import Running

/// `tlm run`: the help of it, and a way in for programs that run commands by parsing.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: RunHelp.abstract, usage: RunHelp.usage, discussion: RunHelp.discussion)

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() throws { RunProgram.run(arguments.map { Array($0.utf8) }) }
}
