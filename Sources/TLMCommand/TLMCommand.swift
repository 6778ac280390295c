import ArgumentParser
import Dispatch
import Emitting
import Gate
import Hooks
import SystemCalls
public import TLM

/// The command line of tlm as a library: a program with projections of its own has all of it.
///
/// ```swift
/// @main struct MyTLM {
///   static func main() async { await TLMCommand.main(projections: [BuildTimes.self]) }
/// }
/// ```
public enum TLMCommand: Sendable {
  /// The projections and sensors of the program that runs: what `main` was given.
  @TaskLocal static var catalog = Store.Catalog()

  /// Runs the command that the process's arguments name, and ends the process.
  ///
  /// - Parameters:
  ///   - projections: of the program's own, beside the built-in ones.
  ///   - sensors: of the program's own, beside those that ship and those of `config.yaml`.
  public static func main(
    projections: [any Projection.Type] = [], sensors: [Sensor] = []
  ) async {
    let arguments = begin()
    let catalog = Store.Catalog(projections: projections, sensors: sensors)
    await $catalog.withValue(catalog) { await run(arguments) }
  }

  /// The same from where nothing waits: a command that has nothing to wait for runs at once, without
  /// the threads and open files that waiting takes.
  ///
  /// - Parameters: as of the other.
  public static func main(projections: [any Projection.Type] = [], sensors: [Sensor] = []) {
    let arguments = begin()
    let catalog = Store.Catalog(projections: projections, sensors: sensors)
    $catalog.withValue(catalog) {
      var command = command(arguments)
      do {
        if let command = command as? any MayWait, !command.waits { return try command.runAtOnce() }
        if !(command is any AsyncParsableCommand) { return try command.run() }
      } catch { end(error, arguments, of: type(of: command)) }
      Task {
        await run(arguments)
        OwnProcess.end(0)
      }
      dispatchMain()
    }
  }

  /// Makes the process fit to run a command, and runs `emit` and hooks; the arguments behind the name.
  private static func begin() -> [String] {
    OwnProcess.beginCommand()
    let arguments = Array(OwnProcess.arguments.dropFirst())
    // A hook runs `tlm emit` at every step of an agent, so it does without the argument parser.
    if arguments.first == "emit", let code = EmitCommand.run(Array(arguments.dropFirst())) {
      OwnProcess.end(code)
    }
    endAsHook(arguments)
    // So does every command that is run.
    if arguments.first == "run" { RunProgram.run(Array(OwnProcess.argumentBytes.dropFirst(2))) }
    return arguments
  }

  /// Ends the process where a coding agent waits for it, and nobody asks for help.
  private static func endAsHook(_ arguments: [String]) {
    if arguments.contains("--help") || arguments.contains("-h") { return }
    if arguments.starts(with: ["hook", "claude-code"]) {
      HookCommand.run(Array(arguments.dropFirst(2)))
    } else if arguments.starts(with: ["gate", "claude-code"]) {
      GateCommand.run(Array(arguments.dropFirst(2)))
    } else if arguments.first == "statusline" {
      StatuslineCommand.run(Array(arguments.dropFirst()))
    } else {
      return
    }
    OwnProcess.end(0)
  }

  private static func command(_ arguments: [String]) -> any ParsableCommand {
    if let chosen = ChosenCommand.read(arguments) { return chosen }
    do { return try Root.parseAsRoot(arguments) } catch { Failure.endAsParser(error) }
  }

  private static func run(_ arguments: [String]) async {
    var command = command(arguments)
    do {
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      finish()
    } catch {
      finish()
      end(error, arguments, of: type(of: command))
    }
  }

  private static func finish() {
    Pager.finish()
    Message.tellDamage()
  }

  private static func end(
    _ error: any Error, _ arguments: [String], of command: any ParsableCommand.Type
  ) -> Never {
    // Help and mistakes in the arguments are the parser's to say; it knows the command's usage.
    if [.success, .validationFailure].contains(Root.exitCode(for: error)) {
      Failure.endAsParser(error, of: command)
    }
    let code = Failure.report(error, asJSON: arguments.contains("--json"))
    OwnProcess.end(code.rawValue)
  }
}
