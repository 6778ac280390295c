/// A format that a log can be exported in.
package struct ExportFormat: Sendable {
  /// What it is asked for by.
  package let name: String
  /// Other names of the same.
  package let aliases: [String]
  /// What it is, in a few words.
  package let about: String
  package let kind: Kind

  /// How a format is made.
  package enum Kind: Sendable {
    /// Event by event.
    case events(@Sendable (ExportOptions) -> any EventExporter)
    /// A workbook of several sheets, which is a file and never a stream.
    case workbook
    /// Of what projections say.
    case metrics
  }

  /// Whether events that come can be added to what is there.
  package let canFollow: Bool
}

/// Every format there is. A new file in this folder is listed here; a test insists. What is not made
/// event by event stands in `Metrics` and `Workbook`.
package enum ExportCatalog {
  package static let all: [ExportFormat] = [
    ExportFormat(
      name: "json", aliases: [], about: "one JSON array of the events",
      kind: .events { JSONExport($0) }, canFollow: false),
    ExportFormat(
      name: "jsonl", aliases: ["ndjson"], about: "one JSON object a line",
      kind: .events { JSONLinesExport($0) }, canFollow: true),
    ExportFormat(
      name: "csv", aliases: [], about: "a table by RFC 4180, formulas disarmed",
      kind: .events { CSVExport($0) }, canFollow: true),
    ExportFormat(
      name: "xlsx", aliases: ["excel"], about: "a workbook: rows, summary, by agent",
      kind: .workbook, canFollow: false),
    ExportFormat(
      name: "otlp-json", aliases: ["otel-json"], about: "OpenTelemetry in JSON, a request a line",
      kind: .events { OTLPJSONExport($0) }, canFollow: true),
    ExportFormat(
      name: "otlp", aliases: ["otel"],
      about: "OpenTelemetry as protobuf, to a receiver or a file",
      kind: .events { OTLPExport($0) }, canFollow: true),
    ExportFormat(
      name: "prometheus", aliases: ["prom"], about: "counters and gauges as Prometheus reads them",
      kind: .metrics, canFollow: false),
  ]

  /// The format of a name, or of another name of it.
  package static func named(_ name: String) -> ExportFormat? {
    all.first { $0.name == name || $0.aliases.contains(name) }
  }
}
