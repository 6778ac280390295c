import ArgumentParser
import Relay
import SystemCalls
import TLM

/// A store as it is pushed: what it is called, and how.
struct StorePush: Sendable {
  /// - Parameter told: what keeps it from going on, and when it goes on.
  static func options(
    of store: Store, to address: EngineAddress, _ subject: RelaySubject, _ events: RelayedEvents,
    told: @escaping @Sendable (String) -> Void
  ) throws -> PushOptions {
    let words = OriginWords(
      host: ProcessSystem.hostName, store: name(of: store.location.path),
      version: Root.configuration.version)
    var options = PushOptions(to: address, subject, as: words) {
      try RelayedEvents.filter(of: $0)
    }
    options.filter = try events.filter()
    options.told = told
    return options
  }

  /// The folder that holds a store, as it is called.
  private static func name(of path: String) -> String {
    let parts = path.split(separator: "/")
    let isHidden = parts.last == ".tlm"
    return String((isHidden ? parts.dropLast() : parts).last ?? "/")
  }
}
