import ArgumentParser
import Documents
import TLM

/// `tlm projections rows`: the rows of a keyed projection, one or a page of them.
struct ProjectionRowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows",
    abstract: "The rows of a keyed projection: one by its key, or a page of them.",
    discussion: """
      Rows come in the order of their keys' bytes; --after goes on where the page before ended. \
      --where is as in tlm query, on the fields of a row as --json prints it. All rows are of one \
      position of the log, which --json tells as through. It ends with 1 where no row is found.

      Examples:
        tlm projections rows issues --key BUG-042
        tlm projections rows issues --where open=true --limit 50
        tlm projections rows issues --after BUG-042 --json | jq -c '.rows[]'
      """)

  @OptionGroup var store: SeenStoreOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a parameter. Repeatable.", valueName: "key=value"))
  var settings: [String] = []

  @Option(help: "The row under this key alone.")
  var key: String?

  @Option(help: ArgumentHelp("Rows whose keys come after this one.", valueName: "key"))
  var after: String?

  @Option(help: ArgumentHelp("At most so many rows.", valueName: "count"))
  var limit = 100

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Rows for which this holds: FIELD OP VALUE with = != < <= > >= contains, or FIELD exists. "
        + "Repeatable.", valueName: "condition"),
    transform: FieldArgument.read)
  var conditions: [FieldCondition] = []

  @OptionGroup var format: FormatOptions

  @Argument(help: "The projection's name.", completion: Completions.projections)
  var name: String

  func validate() throws {
    try ProjectionCatalog.check([name])
    guard try keyed() != nil else {
      throw ValidationError("\(name) has no rows; tlm replay --projection \(name) shows its state")
    }
    if limit < 1 { throw ValidationError("--limit must be at least 1") }
    if key != nil && (after != nil || !conditions.isEmpty) {
      throw ValidationError("--key names one row; leave out --after and --where")
    }
  }

  func run() throws {
    guard let projection = try keyed() else { return }
    try show(projection)
  }

  private func keyed() throws -> (any KeyedProjection)? {
    try ProjectionCatalog.configured([name], settings).first as? any KeyedProjection
  }

  private func show<P: KeyedProjection>(_ projection: P) throws {
    let rows = try store.open().rows(of: projection)
    let page = try page(of: rows)
    let output = Output()
    if format.json {
      output.json(try RowsDocument(page, of: rows))
    } else {
      output.show(try RowsView.lines(page, of: rows, for: .output))
    }
    output.flush()
    for warning in rows.warnings { Message.note(SafeText.of(warning)) }
    if !rows.warnings.isEmpty { _ = Store.takeDamage() }
    if page.rows.isEmpty { throw Failure.nothingFound }
  }

  private func page<P: KeyedProjection>(of rows: ProjectionRows<P>) throws -> RowsDocument<P>.Page {
    if let key = key.map({ Label($0) }) {
      return RowsDocument<P>.Page(rows: try rows.row(key).map { [(key, $0)] } ?? [], isLast: true)
    }
    let conditions = Query.RowConditions(conditions)
    // One more than is shown tells whether there are more.
    let wanted = limit == .max ? limit : limit + 1
    let found = try rows.page(after: after.map { Label($0) }, limit: wanted) { _, row in
      // A row that cannot be shown says why when that is tried.
      (try? rows.json(of: row)).map(conditions.hold) ?? true
    }
    return RowsDocument<P>.Page(rows: Array(found.prefix(limit)), isLast: found.count <= limit)
  }
}
