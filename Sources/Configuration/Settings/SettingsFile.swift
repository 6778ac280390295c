package import Events

/// What one file says of settings: each with its place, and every mistake.
package struct SettingsFile: Sendable {
  /// How errors name it.
  package let path: String
  /// By the names of settings.
  package private(set) var entries: [String: (value: Value, place: Place)] = [:]
  /// Everything that is wrong with the file, in its order.
  package let mistakes: [ConfigurationRemark]

  /// A file that was read.
  ///
  /// - Parameters:
  ///   - root: the whole of it.
  ///   - path: how errors name it.
  ///   - isOfStore: whether it is a store's own; the user's may not say what describes a store.
  package init(_ root: Node, path: String, isOfStore: Bool) {
    self.path = path
    var reader = ConfigurationReader(file: path)
    for entry in root.isNull ? [] : reader.entries(root, "a configuration") ?? [] {
      Self.read(entry, isOfStore, &reader, &entries)
    }
    mistakes = ConfigurationReader.sorted(reader.mistakes)
  }

  /// Whether what it says of a setting does not all count as long as nobody trusts the file.
  package func needsTrust(_ setting: Setting) -> Bool {
    entries[setting.name].map { setting.untrusted($0.value) != $0.value } ?? false
  }

  private static func read(
    _ entry: Node.Entry, _ isOfStore: Bool, _ reader: inout ConfigurationReader,
    _ entries: inout [String: (value: Value, place: Place)]
  ) {
    if entry.value.isNull { return }
    if let setting = SettingCatalog.named(entry.key) {
      return read(setting, entry, isOfStore, &reader, &entries)
    }
    let keys = SettingCatalog.keys(in: entry.key)
    guard !keys.isEmpty else {
      let help =
        Nearest.name(to: entry.key, in: SettingCatalog.top)
        .map { "did you mean \($0)?" } ?? "remove it; tlm config show lists all there are"
      return reader.note(
        "expected the key of a setting, found \(Node.quoted(entry.key)); \(help)",
        at: entry.keyPlace)
    }
    guard reader.fields(entry.value, entry.key, keys: keys) != nil,
      case .mapping(let parts) = entry.value.content
    else { return }
    for part in parts where !part.value.isNull {
      guard let setting = SettingCatalog.named("\(entry.key).\(part.key)") else { continue }
      read(setting, part, isOfStore, &reader, &entries)
    }
  }

  private static func read(
    _ setting: Setting, _ entry: Node.Entry, _ isOfStore: Bool,
    _ reader: inout ConfigurationReader,
    _ entries: inout [String: (value: Value, place: Place)]
  ) {
    if setting.isOfStore && !isOfStore {
      reader.note(
        "\(setting.name) describes the log of one store; move it to that store's config.yaml",
        at: entry.keyPlace)
      return
    }
    if let value = setting.value(entry.value, &reader) {
      entries[setting.name] = (value, entry.keyPlace)
    }
  }
}
