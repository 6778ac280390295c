package import Journal
import SystemCalls

/// Why a log could not be sealed, or what it is could not be said.
package enum SealError: Error, CustomStringConvertible {
  /// What stands on the disk contradicts itself; the sentence says where, and what to do.
  case damaged(String)
  /// The log could not be read or written.
  case log(JournalError)

  package var description: String {
    switch self {
    case .damaged(let what):
      "\(what), so nothing behind it is sealed; look with tlm verify-log and tlm doctor"
    case .log(let error): error.message
    }
  }

  /// A word for programs.
  package var code: String {
    switch self {
    case .damaged: "damaged"
    case .log(let error): error.code.description
    }
  }
}

/// Runs what reads and writes files, and turns its failure into the module's own error.
func sealing<Result>(_ body: () throws(SystemError) -> Result) throws(SealError) -> Result {
  do throws(SystemError) { return try body() } catch { throw .log(JournalError(error)) }
}

/// The same of what the log does.
func sealing<Result>(_ body: () throws(JournalError) -> Result) throws(SealError) -> Result {
  do throws(JournalError) { return try body() } catch { throw .log(error) }
}
