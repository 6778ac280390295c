package import Events

/// The report of a projection in the formats of tables and documents.
package struct ReportExport: Sendable {
  private let projection: String
  private let report: Value

  /// - Parameter report: as `tlm replay --json` tells it.
  package init(_ report: Value, of projection: String) {
    self.projection = projection
    self.report = report
  }

  /// The report itself.
  package var json: [UInt8] { Array((JSONWriter.text(of: report) + "\n").utf8) }

  /// A line for each row: its section, its key, and what it says.
  package var jsonLines: [UInt8] {
    var writer = JSONWriter(quotesLargeIntegers: false)
    for row in ReportRows(report).rows {
      writer.write(
        .object(
          [
            Member("projection", .string(projection)), Member("section", .string(row.section)),
            Member("key", .string(row.key)),
          ] + row.values.map { Member($0.0, $0.1) }))
      writer.byte("\n")
    }
    return writer.bytes
  }

  /// The headings and the cells of all rows.
  package var table: (headings: [String], rows: [[Value]]) {
    let all = ReportRows(report)
    let names = all.names
    let rows = all.rows.map { row in
      // Of a name that comes twice the last counts, as in every object.
      let values = Dictionary(row.values) { $1 }
      let place = [row.section, row.key].map { $0.isEmpty ? Value.null : .string($0) }
      return place + names.map { values[$0] ?? .null }
    }
    return (["section", "key"] + names, rows)
  }

  /// The same as CSV.
  package func csv(keepsFormulas: Bool) -> [UInt8] {
    let (headings, rows) = table
    return CellTable(projection, headings, rows).csv(keepsFormulas: keepsFormulas)
  }

  /// As Prometheus reads it.
  package var metrics: [UInt8] {
    Array(PrometheusExport.text(of: report, from: projection).utf8)
  }
}

extension CellSink {
  /// A value that is at hand.
  mutating func value(_ value: Value) {
    switch value {
    case .null: absent()
    case .bool(let flag): self.flag(flag)
    case .integer(let number): integer(number)
    case .unsigned(let number): self.number(String(number).utf8Span.span)
    case .double(let number): double(number)
    case .string(let text): self.text(text)
    case .array, .object: json(JSONWriter.text(of: value).utf8Span.span)
    }
  }
}
