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
  func open() throws -> Store { try Store.open(at: location, catalog: TLMCommand.catalog) }

  /// The store for writing: your own is made when it is first written to.
  func openForWriting() throws -> Store {
    let location = location
    if location.reason == .user {
      return try Store.create(at: location, catalog: TLMCommand.catalog)
    }
    let store = try open()
    try store.log.identity()
    return store
  }
}
