import ArgumentParser
import Documents
import TLM

/// `tlm config show`: every setting, and where it comes from.
struct ShowConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Every setting that holds; with --origin, who set it.",
    discussion: """
      Examples:
        tlm config show --origin
        tlm config show --json | jq '.settings[] | select(.origin != "standard")'
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Say who set each: a file with its line, or a variable.")
  var origin = false

  @OptionGroup var format: FormatOptions

  func run() throws {
    let settings = try Settings.load(at: store.location)
    let output = Output()
    if format.json { return output.json(SettingsDocument(settings)) }
    var columns = [
      Table.Column(title: "setting", alignment: .whole),
      Table.Column(title: "value", alignment: .left),
    ]
    if origin { columns.append(Table.Column(title: "set by", alignment: .left)) }
    columns.append(Table.Column(title: "what it is", alignment: .left, isSpare: true))
    var table = Table(columns: columns)
    for entry in settings.entries {
      // What nothing is done by yet is shown where somebody has set it.
      let setting = SettingCatalog.named(entry.name)
      if setting?.isReserved ?? false, entry.origin == .standard { continue }
      let about = setting?.summary ?? ""
      table.add(
        [entry.name, SettingWords.text(of: entry)]
          + (origin ? [SettingWords.origin(entry.origin)] : []) + [about])
    }
    table.lines(for: .output).forEach { output.line($0) }
    output.show(SettingWords.ignored(settings.ignored))
  }
}
