import Documents
import TLM
import Testing

@Suite struct ConfigurationDocumentTests {
  private func settings(_ text: String, trusted: Bool = false) throws -> Settings {
    let root = try YAMLReader.read(Array(text.utf8), file: "/s/config.yaml")
    return try Settings(
      user: nil, store: SettingsFile(root, path: "/s/config.yaml", isOfStore: true),
      isTrusted: trusted, environment: { $0 == "TLM_LEVEL" ? "info" : nil })
  }

  @Test func `settings say what holds, who set it, and what does not count`() throws {
    let settings = try settings("rotation: {size: 64M}\nsources: [a.log]\n")
    let entries = settings.entries.filter { $0.origin != .standard }

    try Golden.check("SettingsDocument", SettingsDocument(settings))
    try Golden.check(
      "SettingDocument", entries.map { ($0.name, SettingDocument($0).json) })
  }

  @Test func `a check names mistakes, and the schema every key`() throws {
    let wrong = try YAMLReader.read(Array("levle: info\n".utf8), file: "config.yaml")
    let file = SettingsFile(wrong, path: "config.yaml", isOfStore: true)
    let ignored = try settings("relay: {nats: x}\n").ignored

    try Golden.check(
      "ConfigurationCheckDocument",
      [
        (
          "good",
          ConfigurationCheckDocument(files: ["/s/config.yaml"], mistakes: [], ignored: ignored).json
        ),
        (
          "wrong",
          ConfigurationCheckDocument(files: [file.path], mistakes: file.mistakes, ignored: []).json
        ),
      ])
    try Golden.check("SettingSchemaDocument", SettingSchemaDocument())
    try Golden.check(
      "TrustDocument",
      TrustDocument(file: "/s/config.yaml", store: "00ff", isTrusted: true, keys: ["effects"]))
  }
}
