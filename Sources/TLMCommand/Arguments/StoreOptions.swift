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
  func open() throws -> Store {
    let location = location
    do { return try Store.open(at: location, catalog: TLMCommand.catalog) } catch {
      guard location.reason == .user, error.code == .noStore,
        let other = StoreLocation.passedOver()
      else { throw error }
      throw JournalError(
        .noStore,
        "\(other) belongs to another user, and there is no store at \(location.path); name one with "
          + "--store")
    }
  }

  /// The store for writing. Nothing but `init` and `emit` makes one, so that a mistake leaves none.
  func openForWriting() throws -> Store {
    let store = try open()
    try store.log.identity()
    return store
  }
}
