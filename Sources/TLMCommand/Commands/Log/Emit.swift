import ArgumentParser
import Emitting

/// `tlm emit`: the help of it, and a way in for programs that run commands by parsing.
struct Emit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emit",
    abstract: EmitHelp.abstract, usage: EmitHelp.usage("tlm emit"),
    discussion: EmitHelp.discussion("tlm emit"))

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    if let code = EmitCommand.run(arguments), code != 0 { throw ExitCode(code) }
  }
}
