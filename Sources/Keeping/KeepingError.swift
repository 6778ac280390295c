package import Journal
import Sealing
import SystemCalls

/// Why a log was not copied, brought back or put together.
package enum KeepingError: Error, CustomStringConvertible {
  /// What was asked for cannot be done; the sentence says why, and what to do.
  case refused(String)
  /// Files could not be read or written.
  case log(JournalError)

  package var description: String {
    switch self {
    case .refused(let sentence): sentence
    case .log(let error): error.message
    }
  }

  /// A word for programs.
  package var code: String {
    switch self {
    case .refused: "refused"
    case .log(let error): error.code.description
    }
  }
}

/// Runs what reads and writes files, and turns its failure into the module's own error.
func keeping<Result>(_ body: () throws(SystemError) -> Result) throws(KeepingError) -> Result {
  do throws(SystemError) { return try body() } catch { throw .log(JournalError(error)) }
}

/// The same of what the log does.
func keeping<Result>(_ body: () throws(JournalError) -> Result) throws(KeepingError) -> Result {
  do throws(JournalError) { return try body() } catch { throw .log(error) }
}

/// The same of what is said about what the log was.
func keeping<Result>(_ body: () throws(SealError) -> Result) throws(KeepingError) -> Result {
  do throws(SealError) { return try body() } catch {
    switch error {
    case .damaged(let what): throw .refused(what)
    case .log(let error): throw .log(error)
    }
  }
}
