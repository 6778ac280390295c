import ArgumentParser
import Documents
import TLM

/// `tlm config schema`: what editors check a file of settings by.
struct ShowSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "A JSON schema of config.yaml, for editors.",
    discussion: """
      Examples:
        tlm config schema > tlm.schema.json
        echo '# yaml-language-server: $schema=tlm.schema.json' >> .tlm/config.yaml
      """)

  func run() throws {
    let output = Output()
    output.json(SettingSchemaDocument())
  }
}
