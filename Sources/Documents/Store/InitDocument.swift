package import TLM

/// What `tlm init --json` prints: which store there is now.
package struct InitDocument: Document {
  private let store: String
  private let identity: StoreIdentity
  private let isNew: Bool

  /// - Parameters:
  ///   - store: the path of its folder.
  ///   - isNew: whether it was made just now.
  package init(store: String, _ identity: StoreIdentity, isNew: Bool) {
    self.store = store
    self.identity = identity
    self.isNew = isNew
  }

  package var json: Value {
    ["store": .string(store), "id": .string(identity.id), "created": .bool(isNew)]
  }
}
