package import TLM

/// What holds, and who said so: what `tlm config show --json` prints.
package struct SettingsDocument: Document {
  private let settings: Settings

  package init(_ settings: Settings) { self.settings = settings }

  package var json: Value {
    [
      "settings": .array(settings.entries.map { SettingDocument($0).json }),
      "ignored": .array(settings.ignored.map(Self.ignored)),
    ]
  }

  private static func ignored(_ key: Settings.Ignored) -> Value {
    [
      "name": .string(key.name), "file": .string(key.file), "line": .integer(Int64(key.line)),
      "reason": "not-trusted",
    ]
  }
}
