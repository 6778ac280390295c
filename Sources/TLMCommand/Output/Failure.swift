import ArgumentParser
import TLM

/// Turns an error into one sentence on standard error and an exit code: the only such place.
enum Failure {
  /// Found nothing, or a check found something wrong.
  static let nothingFound = ExitCode(1)
  /// The log is not as a conditional append expected it: an answer, not an error.
  static let conditionFailed = ExitCode(1)
  /// Something failed.
  static let error = ExitCode(2)

  /// Says the error and gives the code to leave with.
  static func report(_ error: any Error, asJSON: Bool) -> ExitCode {
    if let code = error as? ExitCode { return code }
    let (code, message) = described(error)
    if asJSON {
      let value: Value = ["error": ["code": .string(code), "message": .string(message)]]
      Message.put(JSONWriter.text(of: value) + "\n")
    } else {
      // Of a file with several mistakes each is a line of its own.
      message.split(separator: "\n").forEach { Message.error(SafeText.of(String($0))) }
    }
    return Self.error
  }

  private static func described(_ error: any Error) -> (code: String, message: String) {
    switch error {
    case let error as JournalError: (error.code.description, error.message)
    case let error as AppendError:
      (error.cause?.code.description ?? error.code.description, error.message)
    case let error as ViewsError: (error.code.rawValue, error.message)
    case let error as FoldError: (error.code.description, error.description)
    case let error as ConfigurationError: ("configuration", error.description)
    case let error as ModeError: ("mode", error.message)
    case let error as BoardError: ("board", error.message)
    default: ("failed", "\(error)")
    }
  }
}
