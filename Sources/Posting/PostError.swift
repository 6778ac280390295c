/// Why nothing can be sent from here at all; what a receiver says is no error but an answer.
package struct PostError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the words are stable.
  package enum Code: String, Sendable {
    /// The program was built without it, or the system lacks the library.
    case notBuilt = "not_built"
    /// An address, a header or a variable that cannot be used.
    case unusable
  }

  package let code: Code
  /// What happened, and what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
