import ArgumentParser
import Documents
import TLM

/// `tlm config check`: whether what is set can be read.
struct CheckConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Every mistake in the files of settings, with its place.",
    discussion: """
      Reads your own file, the store's config.yaml and the TLM_ variables, and names each mistake as \
      FILE:LINE:COLUMN. It ends with 1 if there is one.

      Examples:
        tlm config check
        tlm config check --json | jq '.mistakes[] | {file, line, message}'
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let location = store.location
    let files = [Settings.userFile, location.path + "/config.yaml"]
      .filter { !FileCheck.isMissing($0) }
    var ignored: [Settings.Ignored] = []
    let mistakes = try mistakes(at: location, &ignored)
    let output = Output()
    if format.json {
      output.json(ConfigurationCheckDocument(files: files, mistakes: mistakes, ignored: ignored))
    } else if mistakes.isEmpty {
      let read = files.isEmpty ? "there is no file of settings" : files.joined(separator: ", ")
      output.show(SafeText.of(files.isEmpty ? read : "in order: \(read)"))
      output.show(SettingWords.ignored(ignored))
    } else {
      output.show(mistakes.map { SafeText.of($0.description) })
    }
    output.flush()
    if !mistakes.isEmpty { throw Failure.nothingFound }
  }

  /// What is wrong with the settings themselves, else with what is taken apart by others.
  private func mistakes(
    at location: StoreLocation, _ ignored: inout [Settings.Ignored]
  ) throws -> [Settings.Remark] {
    do {
      ignored = try Settings.load(at: location).ignored
      guard !FileCheck.isMissing(location.path + "/log") else { return [] }
      let store = try Store.open(at: location, catalog: TLMCommand.catalog)
      _ = try store.indexedFields()
      _ = try store.sensorMetrics()
      return []
    } catch let error as ConfigurationError {
      return error.mistakes
    }
  }
}
