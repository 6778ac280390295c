import ArgumentParser
import Documents
import TLM

/// `tlm projections show`: what one projection listens to and takes.
struct ShowProjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "What a projection listens to, and its parameters.",
    discussion: """
      Examples:
        tlm projections show phase-timing
        tlm projections show phase-timing --json | jq .events
      """)

  @Argument(help: "The projection's name.", completion: Completions.projections)
  var name: String

  @OptionGroup var format: FormatOptions

  func validate() throws { try ProjectionCatalog.check([name]) }

  func run() throws {
    guard let type = ProjectionCatalog.type(named: name) else { return }
    let description = try ProjectionDocument(of: type.init())
    let output = Output()
    if format.json { return output.json(description) }
    output.show([
      "projection  \(description.name)", "version     \(description.version)",
      "parameters  \(description.parameterText)",
      "events      \(description.names?.first ?? description.eventText)",
    ])
    for name in description.names?.dropFirst() ?? [] { output.show("            \(name)") }
    if let key = description.key { output.show("            and all others with \(key)") }
  }
}
