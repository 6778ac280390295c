import Journal
import SystemCalls

/// Why an archive could not give or take a segment.
package struct ArchiveError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the words are stable.
  package enum Code: String, Sendable {
    /// There is no such segment in it.
    case missing
    /// What it has of a segment is not what was sealed.
    case damaged
    /// The segments between it and the log are nowhere.
    case gap
    /// A file could not be read or written.
    case system
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}

/// Does what the system does, and turns its failure into this module's.
func archived<Result: ~Copyable>(
  _ body: () throws(SystemError) -> Result
) throws(ArchiveError) -> Result {
  do throws(SystemError) { return try body() } catch {
    throw ArchiveError(.system, "\(error.path): \(error.words)")
  }
}
