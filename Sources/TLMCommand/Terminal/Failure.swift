import ArgumentParser
import Documents
import SystemCalls
import TLM

/// Turns an error into one sentence on standard error and an exit code: the only such place.
enum Failure {
  /// Found nothing, or a check found something wrong.
  static let nothingFound = ExitCode(ExitStatus.nothingFound.code)
  /// The log is not as a conditional append expected it: an answer, not an error.
  static let conditionFailed = ExitCode(ExitStatus.conditionFailed.code)

  /// What the parser puts before a mistake, and nobody else does.
  private static let parserPrefix = "Error: "

  /// What options take that many have, as the parser only says that it is something else.
  private static let taken =
    ["--since", "--last", "--until", "--at"].map { ($0, TimeArgument.taken) } + [
      ("--zone", ZoneArgument.taken)
    ] as [(option: String, what: String)]

  /// Says the error and gives the code to leave with.
  static func report(_ error: any Error, asJSON: Bool) -> ExitCode {
    if let code = error as? ExitCode { return code }
    let document = ErrorDocument(error)
    if asJSON {
      Message.put(JSONWriter.text(of: document.json) + "\n")
    } else {
      // Of a file with several mistakes each is a line of its own.
      document.message.split(separator: "\n").forEach { Message.error(SafeText.of(String($0))) }
    }
    return ExitCode(document.exitStatus.code)
  }

  /// Ends the process with what the parser has to say: help on standard output, a mistake in the
  /// arguments on standard error, with nothing of the arguments that a terminal would obey.
  ///
  /// - Parameter command: the one that ran and found the mistake; nil where none ran.
  static func endAsParser(
    _ error: any Error, of command: (any ParsableCommand.Type)? = nil
  ) -> Never {
    let code = Root.exitCode(for: error)
    let text = command.flatMap { Self.text(of: error, in: $0) } ?? Root.fullMessage(for: error)
    if code == .success {
      let output = Output()
      if !text.isEmpty { output.line(text) }
      output.flush()
    } else if !text.isEmpty {
      let said = text.hasPrefix(parserPrefix) ? "tlm: " + text.dropFirst(parserPrefix.count) : text
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false)
      Message.note(lines.map { SafeText.of(String($0)) }.joined(separator: "\n"))
      if let taken = Self.taken.first(where: { text.contains("invalid for '\($0.option) ") }) {
        Message.note("\(taken.option) takes \(taken.what).")
      }
      if let (word, command) = Suggestion.meant(by: Array(OwnProcess.arguments.dropFirst())) {
        Message.note("Did you mean '\(command)' by '\(SafeText.of(word))'?")
      }
    }
    OwnProcess.end(code.rawValue)
  }

  /// A mistake that a command found as it ran, as the parser would say it: it does not know which one.
  private static func text(
    of error: any Error, in command: any ParsableCommand.Type
  ) -> String? {
    guard let error = error as? ValidationError else { return nil }
    let usage = Root.usageString(for: command)
    let name = usage.prefix { $0 != "[" && $0 != "<" }.split(separator: " ").joined(separator: " ")
    return """
      \(parserPrefix)\(error.message)
      Usage: \(usage)
        See '\(name) --help' for more information.
      """
  }
}
