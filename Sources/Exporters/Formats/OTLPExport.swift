import Events
import OTLP

/// OTLP as protobuf in a file: one message after the other, which together are one message again.
struct OTLPExport: EventExporter {
  private var records: OTLPRecords

  init(_ options: ExportOptions) { records = OTLPRecords(options, as: .protobuf) }

  func render(_ event: borrowing Event, to part: inout ExportPart) {
    records.render(event, to: &part)
  }

  mutating func add(_ part: ExportPart, to bytes: inout [UInt8]) { records.add(part, to: &bytes) }

  mutating func settle(_ bytes: inout [UInt8]) { records.settle(&bytes) }
}
