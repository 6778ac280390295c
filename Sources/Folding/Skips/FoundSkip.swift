package import Events

/// A skip as its event tells it.
package struct FoundSkip: Sendable {
  package let skip: Skip
  /// Where the event stands.
  package let position: Position
  /// The store whose positions it speaks of; nil where it does not say.
  private let store: Label?

  /// Nil for an event that names no projection or no position.
  init?(_ event: borrowing Event) {
    guard let skip = Skip(event) else { return nil }
    self.skip = skip
    position = event.position
    store = Label(event.string("store"))
  }

  /// Whether it is about the store of this id, as far as both say which they are.
  package func speaks(of id: String?) -> Bool {
    guard let store, let id = Label(id) else { return true }
    return store == id
  }
}
