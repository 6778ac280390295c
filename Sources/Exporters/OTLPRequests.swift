package import Events
import OTLP

/// Events as requests of OTLP: batches of records, or of points of metrics, each of a bounded size.
package struct OTLPRequests: Sendable {
  private let options: ExportOptions
  private var records = OTLPLogBatch()
  private var points = SignalBatch(.metrics)
  private var bytes = 0

  /// Records of a request, as OpenTelemetry's own exporters have them.
  package static let batchLimit = 512
  /// Bytes of lines of a request; receivers refuse requests that are too long.
  package static let byteLimit = 2 << 20

  package init(_ options: ExportOptions) {
    self.options = options
  }

  /// How many records or points wait to be taken.
  package var count: Int { records.count + points.count }

  /// Adds the record of an event, or the point that it is; the request, where it is full.
  package mutating func add(_ event: borrowing Event) -> Value? {
    let size = event.line.count
    if options.signal == .metrics {
      return MetricPoint(event, prefersDelta: options.prefersDelta).flatMap { add($0, size: size) }
    }
    let record = OTLPLogRecord(event, store: options.store)
    return add(size) { $0.records.add(record, service: $0.options.service) }
  }

  /// Adds a point; the request, where it is full.
  ///
  /// - Parameter size: bytes of the line that it was.
  mutating func add(_ point: MetricPoint, size: Int) -> Value? {
    add(size) { requests in
      let options = requests.options
      let service = options.service ?? point.service ?? OTLPResource.standardService
      requests.points.add(
        point.message,
        resource: point.sender?.resource ?? options.resource.message(service: service),
        scope: point.sender?.scope ?? OTLPResource.scope, size: size)
    }
  }

  private mutating func add(_ size: Int, _ add: (inout Self) -> Void) -> Value? {
    let full = bytes > 0 && bytes + size > Self.byteLimit ? take() : nil
    add(&self)
    bytes += size
    if let full { return full }
    return count >= Self.batchLimit ? take() : nil
  }

  /// What waits, as a request; nil where nothing does.
  package mutating func take() -> Value? {
    bytes = 0
    guard records.count > 0 else { return points.take() }
    defer { records = OTLPLogBatch() }
    return records.message(options.resource)
  }
}
