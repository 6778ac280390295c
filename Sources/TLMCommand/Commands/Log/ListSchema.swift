import ArgumentParser
import Documents
import Questions
import TLM

/// `tlm schema`: what there is to ask about.
struct ListSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Which events there are, and which fields they had lately.",
    discussion: """
      The most frequent kinds of events come first; fields are those of the newest events of each. \
      --json also tells their types, and which keys, projections, sensors, questions and documents \
      there are. It ends with 1 where there are no events.

      Examples:
        tlm schema
        tlm schema --json | jq '.events[] | {name, fields}'
      """)

  @OptionGroup var store: SeenStoreOptions

  @Option(help: "Show at most so many kinds of events.")
  var limit = 50

  @OptionGroup var format: FormatOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1") }
  }

  func run() throws {
    let schema = try SchemaDocument(of: store.open(), limit: limit)
    let output = Output()
    if format.json {
      output.json(schema)
    } else {
      output.show(Self.lines(of: schema))
    }
    output.flush()
    if schema.kinds.isEmpty { throw Failure.nothingFound }
  }

  private static func lines(of schema: SchemaDocument) -> [String] {
    guard !schema.kinds.isEmpty else { return [] }
    var table = Table([("event", .left), ("count", .right), ("fields", .left)])
    for kind in schema.kinds {
      let fields = kind.fields.map(\.name).joined(separator: " ")
      table.add([
        SafeText.of(kind.name.isEmpty ? "(none)" : kind.name), Numbers.grouped(kind.count),
        SafeText.of(fields),
      ])
    }
    return table.lines(for: .output)
  }
}
