import Events
import OTLP

/// The file form of OTLP: a batch of records a line, as the collector's file exporter writes it.
struct OTLPJSONExport: EventExporter {
  private var records: OTLPRecords

  init(_ options: ExportOptions) { records = OTLPRecords(options, as: .json) }

  func render(_ event: borrowing Event, to part: inout ExportPart) {
    records.render(event, to: &part)
  }

  mutating func add(_ part: ExportPart, to bytes: inout [UInt8]) { records.add(part, to: &bytes) }

  mutating func settle(_ bytes: inout [UInt8]) { records.settle(&bytes) }
}
