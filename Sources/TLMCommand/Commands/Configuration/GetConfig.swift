import ArgumentParser
import Documents
import TLM

/// `tlm config get`: one setting.
struct GetConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "What one setting says.",
    discussion: """
      Examples:
        tlm config get rotation.size
        tlm config get level --json
      """)

  @Argument(help: "The name of the setting.", completion: .list(SettingWords.names))
  var name: String

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    _ = try SettingWords.setting(name)
    let settings = try Settings.load(at: store.location)
    guard let entry = settings.entries.first(where: { $0.name == name }) else { return }
    let output = Output()
    if format.json { return output.json(SettingDocument(entry)) }
    output.line(SafeText.of(SettingWords.text(of: entry)))
  }
}
