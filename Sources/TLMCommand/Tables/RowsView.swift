import Documents
import TLM

/// Rows of a projection, for people.
enum RowsView {
  static func lines<P: KeyedProjection>(
    _ page: RowsDocument<P>.Page, of all: ProjectionRows<P>, for terminal: Terminal
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
}
