package import Analysis
package import TLM

/// Runs: what `tlm runs list --json` prints.
package struct RunsDocument: Document {
  package let json: Value

  /// - Parameters:
  ///   - runs: those of a page.
  ///   - total: how many meet the conditions.
  ///   - offset: how many stand before the page.
  package init(_ runs: some Sequence<RunRecord>, total: Int, offset: Int) {
    json = [
      "schema": "tlm.runs/1", "total": .integer(Int64(total)), "offset": .integer(Int64(offset)),
      "runs": .array(runs.map { RunDocument.value($0) }),
    ]
  }
}
