package import TLM

/// Rows of a projection: what `tlm projections rows --json` prints.
package struct RowsDocument<P: KeyedProjection>: Document {
  /// Some rows in the order of their keys.
  package struct Page {
    package let rows: [(key: Label, row: P.Row)]
    /// Whether no row comes after them.
    package let isLast: Bool

    package init(rows: [(key: Label, row: P.Row)], isLast: Bool) {
      self.rows = rows
      self.isLast = isLast
    }
  }

  package let json: Value

  /// - Throws: where a row or the parameters cannot be shown.
  package init(_ page: Page, of all: ProjectionRows<P>) throws {
    json = [
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
