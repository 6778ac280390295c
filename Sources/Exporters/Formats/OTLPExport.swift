import Events
import OTLP

/// OTLP as protobuf in a file: one message after the other, which together are one message again.
struct OTLPExport: EventExporter {
  private let signal: OTLPSignal
  private var requests: OTLPRequests

  init(_ options: ExportOptions) {
    signal = options.signal
    requests = OTLPRequests(options)
  }

  mutating func add(_ event: borrowing Event, to bytes: inout [UInt8]) {
    if let message = requests.add(event) {
      bytes += ProtobufWriter.bytes(of: message, as: signal.request)
    }
  }

  mutating func settle(_ bytes: inout [UInt8]) {
    if let message = requests.take() {
      bytes += ProtobufWriter.bytes(of: message, as: signal.request)
    }
  }
}
