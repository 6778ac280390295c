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

  @Argument(help: "The projection's name.")
  var name: String

  @OptionGroup var format: FormatOptions

  func validate() throws { try ProjectionCatalog.check([name]) }

  func run() throws {
    guard let type = ProjectionCatalog.type(named: name) else { return }
    let description = try ProjectionDocument(of: type.init())
    let output = Output()
    if format.json { return output.json(description) }
    output.line("projection  \(description.name)")
    output.line("version     \(description.version)")
    output.line("parameters  \(description.parameterText)")
    output.line("events      \(description.names?.first ?? description.eventText)")
    for name in description.names?.dropFirst() ?? [] { output.line("            \(name)") }
    if let key = description.key { output.line("            and all others with \(key)") }
  }
}
