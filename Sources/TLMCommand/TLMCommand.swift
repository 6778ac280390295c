import ArgumentParser
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
    // Before anything is opened: the log must not get the number of a closed standard stream.
    OwnProcess.holdStandardDescriptors()
    // A reader that goes away is seen as a failed write, and ends the command with success.
    OwnProcess.ignoreBrokenPipes()
    // A file that may not grow is one to do without: the log answers, and emit spools.
    OwnProcess.ignoreFileLimits()
    let arguments = Array(OwnProcess.arguments.dropFirst())
    // A hook runs `tlm emit` at every step of an agent, so it does without the argument parser.
    if arguments.first == "emit", let code = EmitCommand.run(Array(arguments.dropFirst())) {
      OwnProcess.end(code)
    }
    let catalog = Store.Catalog(projections: projections, sensors: sensors)
    await $catalog.withValue(catalog) { await run(arguments) }
  }

  private static func run(_ arguments: [String]) async {
    var command: any ParsableCommand
    do {
      command = try Root.parseAsRoot(arguments)
    } catch {
      Failure.endAsParser(error)
    }
    do {
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Pager.finish()
      Message.tellDamage()
    } catch {
      Pager.finish()
      Message.tellDamage()
      // Help and mistakes in the arguments are the parser's to say; it knows the command's usage.
      if [.success, .validationFailure].contains(Root.exitCode(for: error)) {
        Failure.endAsParser(error)
      }
      let code = Failure.report(error, asJSON: arguments.contains("--json"))
      OwnProcess.end(code.rawValue)
    }
  }
}
