import ArgumentParser
import Synchronization
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
  /// Projections that the program adds to the built-in ones.
  private static let added = Mutex<[any Projection.Type]>([])

  /// Every projection of this program, the built-in ones first.
  static var projections: [any Projection.Type] { builtInProjections + added.withLock { $0 } }

  /// Sensors that the program adds to those of the catalogue.
  private static let addedSensors = Mutex<[Sensor]>([])

  static var sensors: [Sensor] { addedSensors.withLock { $0 } }

  /// Runs the command that the process's arguments name, and ends the process.
  ///
  /// - Parameters:
  ///   - projections: of the program's own, beside the built-in ones.
  ///   - sensors: of the program's own, beside those that ship and those of `config.yaml`.
  public static func main(
    projections: [any Projection.Type] = [], sensors: [Sensor] = []
  ) async {
    // A reader that goes away is seen as a failed write, and ends the command with success.
    OwnProcess.ignoreBrokenPipes()
    added.withLock { $0 = projections }
    addedSensors.withLock { $0 = sensors }
    let arguments = Array(CommandLine.arguments.dropFirst())
    // A hook runs `tlm emit` at every step of an agent, so it does without the argument parser.
    if arguments.first == "emit", let code = EmitCommand.run(Array(arguments.dropFirst())) {
      OwnProcess.end(code)
    }
    await run(arguments)
  }

  private static func run(_ arguments: [String]) async {
    var command: any ParsableCommand
    do {
      command = try Root.parseAsRoot(arguments)
    } catch {
      Root.exit(withError: error)
    }
    do {
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      // Help and mistakes in the arguments are the parser's to say; it knows the command's usage.
      if [.success, .validationFailure].contains(Root.exitCode(for: error)) {
        Root.exit(withError: error)
      }
      let code = Failure.report(error, asJSON: arguments.contains("--json"))
      OwnProcess.end(code.rawValue)
    }
  }
}
