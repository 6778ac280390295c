import ArgumentParser
import TLM

/// Settings as people read and write them.
enum SettingWords {
  static var names: [String] { SettingCatalog.all.map(\.name) }

  /// The setting of a name.
  ///
  /// - Throws: `ValidationError` with the name that was meant.
  static func setting(_ name: String) throws -> Setting {
    if let setting = SettingCatalog.named(name) { return setting }
    throw ValidationError(
      SafeText.of("there is no setting \(name)\(Nearest.suggestion(for: name, in: names))"))
  }

  /// What it says, as a file has it.
  static func text(of entry: Settings.Entry) -> String {
    let kind = SettingCatalog.named(entry.name)?.kind
    switch (kind, entry.value) {
    case (.size?, .integer(let bytes)): return SizeText.text(bytes)
    case (.seconds?, .integer(let seconds)): return LengthOfTime.text(seconds)
    case (_, .null), (_, .object([])), (_, .array([])): return "-"
    case (_, .string(let text)): return text
    default: return JSONWriter.text(of: entry.value)
    }
  }

  static func origin(_ origin: Settings.Origin) -> String {
    switch origin {
    case .standard: "-"
    case .option: "the command line"
    case .environment(let name): "$\(name)"
    case .file(let path, let line): SafeText.of("\(path):\(line)")
    }
  }

  /// What is not taken from a store's file, and what to do.
  static func ignored(_ keys: [Settings.Ignored]) -> [String] {
    guard let first = keys.first else { return [] }
    let names = keys.map(\.name).joined(separator: ", ")
    let verb = keys.count == 1 ? "does" : "do"
    return [SafeText.of("\(names) of \(first.file) \(verb) not count; read it, then run tlm trust")]
  }
}
