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
      guard location.reason == .user, error.code == .noStore else { throw error }
      throw JournalError(.noStore, Self.missing(at: location.path))
    }
  }

  /// That there is none, neither here or above nor this user's own at a path.
  private static func missing(at path: String) -> String {
    if let other = StoreLocation.passedOver() {
      return "\(other) belongs to another user, and there is no store at \(path); name one with "
        + "--store"
    }
    return "there is no store here or above, and none of your own at \(path); make one with tlm "
      + "init"
  }

  /// The store for writing. Nothing but `init` and `emit` makes one, so that a mistake leaves none.
  func openForWriting() throws -> Store {
    let store = try open()
    try store.log.identity()
    return store
  }
}
