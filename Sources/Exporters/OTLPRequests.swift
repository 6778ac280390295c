package import Events
import OTLP

/// Events as requests of OTLP: batches of records, each of a bounded size.
package struct OTLPRequests: Sendable {
  private let options: ExportOptions
  private var batch = OTLPLogBatch()
  private var bytes = 0

  /// Records of a request, as OpenTelemetry's own exporters have them.
  package static let batchLimit = 512
  /// Bytes of lines of a request; receivers refuse requests that are too long.
  package static let byteLimit = 2 << 20

  package init(_ options: ExportOptions) {
    self.options = options
  }

  /// How many records wait to be taken.
  package var count: Int { batch.count }

  /// Adds the record of an event; the request, where it is full.
  package mutating func add(_ event: borrowing Event) -> Value? {
    let full = bytes > 0 && bytes + event.line.count > Self.byteLimit ? take() : nil
    batch.add(OTLPLogRecord(event, store: options.store), service: options.service)
    bytes += event.line.count
    if let full { return full }
    return batch.count >= Self.batchLimit ? take() : nil
  }

  /// What waits, as a request; nil where nothing does.
  package mutating func take() -> Value? {
    guard batch.count > 0 else { return nil }
    defer {
      batch = OTLPLogBatch()
      bytes = 0
    }
    return batch.message(options.resource)
  }
}
