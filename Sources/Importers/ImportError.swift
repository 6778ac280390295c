package import Journal
import SystemCalls

/// Why a file could not be imported, or not to its end.
package struct ImportError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the words are stable.
  package enum Code: String, Sendable {
    /// There is nothing at the path, or nothing that can be read.
    case unreadable
    /// A packed file is damaged or ends too early.
    case damaged
    /// A packed file holds far more than packed lines do.
    case bomb
    /// No line of it is an event.
    case foreign
    /// It belongs to the store that it would be imported into.
    case ownStore = "own_store"
    /// There is no dialect of that name.
    case unknownFormat = "unknown_format"
    /// The log could not be written.
    case log
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String
  /// What is underneath, where the log failed.
  package let cause: JournalError?

  package init(_ code: Code, _ message: String, cause: JournalError? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  init(_ error: JournalError) { self.init(.log, error.message, cause: error) }

  package var description: String { message }
}

/// Runs what the log does, and turns its failure into this module's.
func logged<Result>(_ body: () throws(JournalError) -> Result) throws(ImportError) -> Result {
  do throws(JournalError) { return try body() } catch { throw ImportError(error) }
}

/// Reads a file, and turns the failure into a sentence about it.
func reading<Result>(
  _ path: String, _ body: () throws(SystemError) -> Result
) throws(ImportError) -> Result {
  do throws(SystemError) { return try body() } catch {
    // A file to import may be a link, but not one that leads back to itself.
    let reason =
      error.number == ErrorNumber.tooManyLinks ? "its links lead round in a circle" : error.words
    throw ImportError(.unreadable, "\(path) cannot be read: \(reason)")
  }
}
