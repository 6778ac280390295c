import ArgumentParser
import Documents
import TLM

/// `tlm trust`: lets everything in a store's config.yaml count.
struct TrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Let everything in a store's config.yaml count, as it stands now.",
    discussion: """
      Keys that read outside of the project, send, run, delete or loosen something count in a \
      store's file only once you have read it and said so: a store may have come with a folder that \
      was cloned. A byte that is changed since, and they do not count until you say so again. What \
      you trust is kept in your own configuration, as a copy of the file.

      Examples:
        tlm trust --show
        tlm trust
        tlm trust --remove
      """)

  @Flag(help: "Only say what would count, and whether it does.")
  var show = false

  @Flag(help: "Trust it no longer.")
  var remove = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    if show && remove { throw ValidationError("--show and --remove say different things") }
    if !show { try Person.require("trust settings", at: store.location) }
    let store = try store.open()
    let path = store.log.layout.configuration
    let id = try store.log.identity().id
    let bytes = try SettingsFileText.read(path)
    let file = SettingsFile(try YAMLReader.read(bytes, file: path), path: path, isOfStore: true)
    if !file.mistakes.isEmpty { throw ConfigurationError(file.mistakes) }
    let keys = SettingCatalog.all.filter { file.needsTrust($0) }
    let trust = Trust(of: id)
    if remove {
      try trust.withdraw()
    } else if !show && !keys.isEmpty {
      try trust.take(bytes)
    }
    let isTrusted = !keys.isEmpty && trust.covers(bytes)
    let output = Output()
    if format.json {
      output.json(
        TrustDocument(file: path, store: id, isTrusted: isTrusted, keys: keys.map(\.name)))
      return
    }
    output.show(lines(path, keys, file, isTrusted))
  }

  private func lines(
    _ path: String, _ keys: [Setting], _ file: SettingsFile, _ isTrusted: Bool
  ) -> [String] {
    if keys.isEmpty { return [SafeText.of("\(path) says nothing that has to be trusted")] }
    let said = isTrusted ? "trusted" : "not trusted"
    return [
      SafeText.of("\(path) is \(said)\(isTrusted ? "; this counts:" : "; this does not count:")")
    ]
      + keys.map { key in
        let line = file.entries[key.name].map { "line \($0.place.line)" } ?? ""
        return "  \(key.name) (\(line)): \(key.summary)"
      }
  }
}
