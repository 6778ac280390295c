/// Whose the events of a log are that has those of several stores: the log knows it, no line says it.
package struct EventOrigins: Sendable {
  /// A store that events are of.
  package struct Origin: Sendable, Equatable {
    package let id: String
    /// Its machine, as that calls itself; empty where nobody knows.
    package let host: String

    package init(id: String, host: String) { (self.id, self.host) = (id, host) }
  }

  /// The store that the log is of.
  package let own: Origin
  /// The store that the event at a position was pulled of; nil for every other event.
  package let pulled: @Sendable (Position) -> Origin?

  package init(own: Origin, pulled: @escaping @Sendable (Position) -> Origin?) {
    self.own = own
    self.pulled = pulled
  }
}
