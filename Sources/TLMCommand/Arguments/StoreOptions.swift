import ArgumentParser
import TLM

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The store's folder.",
      discussion: "Without it: $TLM_STORE, else the nearest .tlm upwards, else your own store.",
      valueName: "path"))
  var store: String?

  var location: StoreLocation { .resolve(option: store) }

  /// The store, which must be there.
  func open() throws -> Store { Self.furnished(try Store.open(at: location)) }

  /// The store for writing: your own is made when it is first written to.
  func openForWriting() throws -> Store {
    let location = location
    if location.reason == .user { return Self.furnished(try Store.create(at: location)) }
    let store = try Store.open(at: location)
    try store.log.identity()
    return Self.furnished(store)
  }

  /// The store with the sensors of this program.
  private static func furnished(_ store: Store) -> Store {
    var store = store
    store.sensors = TLMCommand.sensors
    return store
  }
}
