import ArgumentParser
import Documents
import TLM

/// `tlm config set`: writes one setting into a file, and leaves the rest of it alone.
struct SetConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Set a setting in the store's config.yaml, or with --user in your own.",
    discussion: """
      What else the file says stays as it is, with its comments and spaces.

      Examples:
        tlm config set rotation.size 64M
        tlm config set index.keys '[branch, host]'
        tlm config set level info --user
      """)

  @Argument(help: "The name of the setting.", completion: .list(SettingWords.names))
  var name: String

  @Argument(help: "Its value, as a file has it.")
  var value: String

  @Flag(help: "In your own file, for all stores.")
  var user = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try Person.require("change settings", at: store.location)
    let setting = try SettingWords.setting(name)
    if setting.isOfStore && user {
      throw ValidationError("\(name) describes the log of one store; leave --user out")
    }
    let path = try user ? Settings.userFile : store.open().log.layout.configuration
    let old = try SettingsFileText.read(path)
    let new = try SettingsEdit(of: old, path: path).setting(setting, to: value)
    if new != old { try SettingsFileText.write(new, to: path, followsLink: user) }
    let settings = try Settings.load(at: store.location)
    let output = Output()
    if let entry = settings.entries.first(where: { $0.name == name }), format.json {
      return output.json(SettingDocument(entry))
    }
    output.show(SafeText.of("\(name) is \(value) in \(path)"))
    let isOverruled = settings.entries.contains { entry in
      if case .environment = entry.origin { entry.name == name } else { false }
    }
    if isOverruled { Message.note("tlm: a variable of the environment says otherwise") }
    if settings.ignored.contains(where: { $0.name == name }) {
      Message.note("tlm: \(name) counts in a store's file only after tlm trust")
    }
  }
}
