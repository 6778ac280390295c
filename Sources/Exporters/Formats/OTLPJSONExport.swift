import Events
import OTLP

/// The file form of OTLP: a batch of records a line, as the collector's file exporter writes it.
struct OTLPJSONExport: EventExporter {
  private var requests: OTLPRequests

  init(_ options: ExportOptions) { requests = OTLPRequests(options) }

  mutating func add(_ event: borrowing Event, to bytes: inout [UInt8]) {
    if let message = requests.add(event) { bytes += OTLPText.line(message) }
  }

  mutating func settle(_ bytes: inout [UInt8]) {
    if let message = requests.take() { bytes += OTLPText.line(message) }
  }
}
