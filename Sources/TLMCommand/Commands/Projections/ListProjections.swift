import ArgumentParser
import Documents
import TLM

/// `tlm projections list`: the projections of this program.
struct ListProjections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The projections of this program.",
    discussion: """
      Examples:
        tlm projections list
        tlm projections list --json | jq -r '.[].projection'
      """)

  @OptionGroup var format: FormatOptions

  func run() throws {
    let output = Output()
    let all = try TLMCommand.catalog.projections.map { try ProjectionDocument(of: $0.init()) }
    if format.json {
      output.json(all)
    } else {
      var table = Table([
        ("projection", .whole), ("version", .right), ("parameters", .left), ("events", .left),
      ])
      for each in all {
        table.add([each.name, "\(each.version)", each.parameterText, each.eventText])
      }
      output.show(table.lines(for: .output))
    }
  }
}
