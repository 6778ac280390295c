public import Events
import Journal

/// What holds for a store, and who said so: what is built in, then the user's own file, the store's
/// `config.yaml`, the environment, and what a caller asks for. The later counts.
public struct Settings: Sendable {
  /// Who set a setting.
  public enum Origin: Sendable, Equatable {
    /// Nobody: what is built in holds.
    case standard
    /// A file, by its path, in a line from 1.
    case file(String, line: Int)
    /// An environment variable.
    case environment(String)
    /// The caller.
    case option
  }

  /// One setting as it holds.
  public struct Entry: Sendable, Equatable {
    /// With dots where it stands in a section: `rotation.size`.
    public let name: String
    /// Times in seconds, sizes in bytes.
    public let value: Value
    /// Who set it.
    public let origin: Origin
  }

  /// A key of a store's file that counts only once the file is trusted.
  public struct Ignored: Sendable, Equatable {
    /// With dots where it stands in a section.
    public let name: String
    /// Where it stands.
    public let file: String
    /// From 1.
    public let line: Int
  }

  /// Every setting, in the order of the catalog.
  public let entries: [Entry]
  /// What was left out, as the store's file is not trusted.
  public let ignored: [Ignored]

  /// The value of a setting; nil for a name that no setting has.
  public subscript(_ name: String) -> Value? { entries.first { $0.name == name }?.value }

  /// Whether anybody set it.
  package func isSet(_ name: String) -> Bool {
    entries.contains { $0.name == name && $0.origin != .standard }
  }

  /// Lays one over the other.
  ///
  /// - Parameters:
  ///   - user: the user's own file; nil where there is none.
  ///   - store: the store's; nil where there is none.
  ///   - isTrusted: whether everything in the store's file counts.
  ///   - environment: the variables of the process.
  /// - Throws: every mistake of the files and the variables.
  package init(
    user: SettingsFile?, store: SettingsFile?, isTrusted: Bool,
    environment: (String) -> String?
  ) throws(ConfigurationError) {
    var mistakes = (user?.mistakes ?? []) + (store?.mistakes ?? [])
    var entries: [Entry] = []
    var ignored: [Ignored] = []
    let files = [user, store].compactMap { $0 }.filter { !$0.entries.isEmpty }
    entries.reserveCapacity(SettingCatalog.all.count)
    for setting in SettingCatalog.all {
      var entry = Entry(name: setting.name, value: setting.standard, origin: .standard)
      for file in files {
        guard let (value, place) = file.entries[setting.name] else { continue }
        let counts = file.path == store?.path && !isTrusted ? setting.untrusted(value) : value
        if counts != value {
          ignored.append(Ignored(name: setting.name, file: file.path, line: place.line))
        }
        guard let counts else { continue }
        entry = Entry(
          name: setting.name, value: counts, origin: .file(file.path, line: place.line))
      }
      do throws(ConfigurationError) {
        entry = try Self.overruled(entry, setting, environment)
      } catch {
        mistakes += error.mistakes
      }
      entries.append(entry)
    }
    if !mistakes.isEmpty { throw ConfigurationError(mistakes) }
    self.entries = entries
    self.ignored = ignored
  }

  /// As an environment variable says, if one does.
  private static func overruled(
    _ entry: Entry, _ setting: Setting, _ environment: (String) -> String?
  ) throws(ConfigurationError) -> Entry {
    // The older name for the same, with the meaning turned round.
    if setting.name == "enabled", VariableWord.isDisabled(in: environment) {
      return Entry(
        name: setting.name, value: false, origin: .environment(VariableWord.disabling))
    }
    guard let name = setting.environment, let text = environment(name), !text.isEmpty else {
      return entry
    }
    let file = "$\(name)"
    var reader = ConfigurationReader(file: file)
    let node = try YAMLReader.read(Array(word(text, for: setting).utf8), file: file)
    let value = setting.value(node, &reader)
    try reader.finish()
    return Entry(name: setting.name, value: value ?? entry.value, origin: .environment(name))
  }

  /// Variables say yes and no in other words than files.
  private static func word(_ text: String, for setting: Setting) -> String {
    guard case .flag = setting.kind else { return text }
    return VariableWord.isYes(text) ? "true" : VariableWord.isNo(text) ? "false" : text
  }
}
