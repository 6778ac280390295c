import ArgumentParser
import TLM

/// The store that a command looks into: all of it, or what is there of some machines.
struct SeenStoreOptions: ParsableArguments {
  @OptionGroup var plain: StoreOptions

  @Option(
    help: ArgumentHelp(
      "Only events of this store, where a relay pulled those of several: its id, the beginning of one, or its machine. Repeatable.",
      valueName: "origin"))
  var origin: [String] = []

  var location: StoreLocation { plain.location }

  /// The store, which must be there.
  func open() throws -> Store { try plain.open().only(of: origin) }
}
