import Events

/// What an origin calls itself: the words beside each of its messages.
package struct OriginWords: Sendable, Equatable {
  /// The machine.
  package var host: String
  /// The name of the folder that holds the store.
  package var store: String
  /// The version of the tlm that pushes.
  package var version: String

  package init(host: String, store: String, version: String) {
    (self.host, self.store, self.version) = (host, store, version)
  }

  var members: [Member] {
    [
      Member("host", .string(host)), Member("store", .string(store)),
      Member("version", .string(version)),
    ]
  }

  init(_ value: Value) {
    self.init(
      host: value["host"]?.text ?? "", store: value["store"]?.text ?? "",
      version: value["version"]?.text ?? "")
  }

  var headers: [EngineHeader] {
    [
      EngineHeader("Tlm-Host", host), EngineHeader("Tlm-Store", store),
      EngineHeader("Tlm-Version", version),
    ]
  }

  /// As the headers of a message say it.
  package init(_ message: EngineMessage) {
    self.init(
      host: message["Tlm-Host"] ?? "", store: message["Tlm-Store"] ?? "",
      version: message["Tlm-Version"] ?? "")
  }
}
