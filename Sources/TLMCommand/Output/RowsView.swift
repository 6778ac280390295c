import TLM

/// Rows of a projection, for people and for programs.
enum RowsView {
  /// Some rows in the order of their keys.
  struct Page<Row> {
    let rows: [(key: Label, row: Row)]
    /// Whether no row comes after them.
    let isLast: Bool
  }

  static func lines<P: KeyedProjection>(
    _ page: Page<P.Row>, of all: ProjectionRows<P>, for terminal: Terminal
  ) throws -> [String] {
    if page.rows.isEmpty { return ["no such row of \(P.name), which has \(all.count)"] }
    var table = Table([("key", .left), ("row", .left)])
    for (key, row) in page.rows {
      let text = JSONWriter.text(of: try all.json(of: row))
      table.add([SafeText.of(key.text), SafeText.of(text)])
    }
    var lines = table.lines(for: terminal)
    if !page.isLast, let last = page.rows.last {
      lines.append("there are more; go on with --after \(SafeText.of(last.key.text))")
    }
    return lines
  }

  static func document<P: KeyedProjection>(
    _ page: Page<P.Row>, of all: ProjectionRows<P>
  ) throws -> Value {
    [
      "projection": .string(P.name), "version": .integer(Int64(P.version)),
      "parameters": try Replay.parameters(of: all.projection),
      "through": .integer(all.through.rawValue), "count": .integer(Int64(all.count)),
      "rows": .array(
        try page.rows.map { key, row in
          ["key": .string(key.text), "row": try all.json(of: row)]
        }),
      "next": page.isLast ? .null : page.rows.last.map { .string($0.key.text) } ?? .null,
    ]
  }
}
