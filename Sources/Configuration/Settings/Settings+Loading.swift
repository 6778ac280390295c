import Events
public import Journal
import SystemCalls

extension Settings {
  /// The file of the user's own settings.
  public static var userFile: String { StoreLocation.userConfiguration() + "/config.yaml" }

  /// What holds for the store at a location, and for this process.
  ///
  /// - Parameter location: the store, which need not be there; nil for none.
  /// - Throws: `ConfigurationError` with every mistake of both files and the environment;
  ///   `JournalError` where a file cannot be read.
  public static func load(at location: StoreLocation?) throws -> Settings {
    try load(
      user: ConfigurationFile(userFile), store: location.map { ConfigurationFile(at: $0) },
      root: location?.path)
  }

  /// The same from files that are kept open.
  ///
  /// - Parameter root: the store's folder.
  package static func load(
    user: ConfigurationFile, store: ConfigurationFile?, root: String?
  ) throws -> Settings {
    let own = try SettingsFile(user.root(), path: user.path, isOfStore: false)
    guard let store, let root else {
      return try Settings(user: own, store: nil, isTrusted: false, environment: variable)
    }
    let contents = try store.contents()
    let file = try SettingsFile(contents.root.get(), path: store.path, isOfStore: true)
    // Whether it is trusted is asked only where it matters.
    let asks = !file.entries.isEmpty && SettingCatalog.all.contains { file.needsTrust($0) }
    let isTrusted = asks && (trust(of: root)?.covers(contents.bytes) ?? false)
    return try Settings(user: own, store: file, isTrusted: isTrusted, environment: variable)
  }

  /// What the user trusts of the store in a folder; nil where there is no store that says its id.
  package static func trust(of root: String) -> Trust? { storeID(in: root).map { Trust(of: $0) } }

  /// The id of the store at a location; nil where there is none that says it.
  package static func storeID(at location: StoreLocation) -> String? { storeID(in: location.path) }

  private static func storeID(in root: String) -> String? {
    // A store that cannot be looked at says nothing.
    guard let bytes = (try? Folder.contents(of: StoreLayout(root: root).identity)) ?? nil else {
      return nil
    }
    return StoreIdentity(bytes)?.id
  }

  private static func variable(_ name: String) -> String? { StoreLocation.variable(name) }
}
