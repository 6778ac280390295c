/// Why a server does not serve, in one sentence.
package struct ServeError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Somebody else listens there.
    case taken
    /// The system gives no such address or socket.
    case address
    /// Another server serves the store.
    case served
    /// Nothing of what was asked for could be had.
    case nothing
    /// There is no server.
    case none
    /// What is asked for would let strangers in.
    case unsafe
    /// It was not built in.
    case notBuilt = "not_built"
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  package var description: String { message }
}
