/// Why something of a relay does not go on.
package struct RelayError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is; the words are stable.
  package enum Code: String, Sendable {
    /// The program was built without it, or the system lacks the library.
    case notBuilt = "not_built"
    /// An address, a file or a setting that cannot be used as it is.
    case unusable
    /// The engine refuses this account, or what it asks for.
    case refused
    /// The engine is not there, or does not answer in time: later it may.
    case away
    /// This side has ended the connection.
    case closed
    /// What came from the other side is nothing that is sent there.
    case unreadable
    /// Another process of this store relays to the same stream.
    case taken
    /// Another copy of this store pushes, or has pushed, under its id.
    case copied
    /// The log or a file of the store.
    case store
  }

  package let code: Code
  /// What happened, where, and what to do.
  package let message: String

  package init(_ code: Code, _ message: String) {
    (self.code, self.message) = (code, message)
  }

  package var description: String { message }

  /// Whether the same may succeed later, with nothing done about it here.
  package var isPassing: Bool { code == .away }
}
