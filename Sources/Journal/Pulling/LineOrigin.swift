/// Where a line of a log came from that a relay pulled.
package struct LineOrigin: Sendable, Hashable {
  /// Which store it is a line of.
  package let id: String
  /// That store's machine, as it calls itself.
  package let host: String
  /// The folder that holds the store.
  package let store: String

  package init(id: String, host: String, store: String) {
    self.id = id
    self.host = host
    self.store = store
  }

  init?(_ marker: Marker) {
    guard let text = marker.pulled, let id = SourceName.origin(of: marker.source) else {
      return nil
    }
    self.init(id: id, host: text.host, store: text.store)
  }

  /// Letters of an id that are enough to name it.
  package static let leastPrefix = 4

  /// What people call it: its machine, and the store there, where that is known.
  package var name: String { store.isEmpty ? host : "\(host)/\(store)" }

  /// Whether a name is that of its machine, or of a store there.
  package func isCalled(_ name: String) -> Bool {
    !name.isEmpty && (host == name || self.name == name)
  }

  /// Whether somebody means it who names an id, the beginning of one, a machine, or a store of a machine.
  package func isMeant(by name: String) -> Bool {
    id == name || isCalled(name)
      || name.utf8.count >= Self.leastPrefix && id.utf8.starts(with: name.utf8)
  }
}
