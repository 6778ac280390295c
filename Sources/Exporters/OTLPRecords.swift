import Events
import OTLP

/// Events as the requests that `OTLPRequests` makes of them, written: each record by itself, on whichever
/// thread, and the requests of those in order.
struct OTLPRecords: Sendable {
  private let options: ExportOptions
  private let form: OTLPForm
  private var batch: WrittenLogs
  private var size = 0
  /// Of points of metrics, which are few.
  private var points: OTLPRequests

  init(_ options: ExportOptions, as form: OTLPForm) {
    self.options = options
    self.form = form
    batch = WrittenLogs(form)
    points = OTLPRequests(options)
  }

  func render(_ event: borrowing Event, to part: inout ExportPart) {
    if options.signal == .metrics {
      guard let point = MetricPoint(event, prefersDelta: options.prefersDelta) else { return }
      part.points.append(ExportPart.Point(point: point, size: event.line.count))
      return
    }
    let record = OTLPLogRecord(event, store: options.store)
    record.write(form, to: &part.bytes)
    let service = options.service ?? record.service ?? OTLPResource.standardService
    part.records.append(
      ExportPart.Record(service: service, end: part.bytes.count, size: event.line.count))
  }

  mutating func add(_ part: ExportPart, to bytes: inout [UInt8]) {
    for point in part.points {
      if let message = points.add(point.point, size: point.size) { write(message, to: &bytes) }
    }
    var start = 0
    for record in part.records {
      if size > 0 && size + record.size > OTLPRequests.byteLimit { settle(&bytes) }
      batch.add(part.bytes[start..<record.end], service: record.service)
      size += record.size
      start = record.end
      if batch.count >= OTLPRequests.batchLimit { settle(&bytes) }
    }
  }

  private func write(_ message: Value, to bytes: inout [UInt8]) {
    switch form {
    case .json: bytes += OTLPText.line(message)
    case .protobuf: bytes += ProtobufWriter.bytes(of: message, as: options.signal.request)
    }
  }

  mutating func settle(_ bytes: inout [UInt8]) {
    if let message = points.take() { write(message, to: &bytes) }
    guard batch.count > 0 else { return }
    batch.write(options.resource, to: &bytes)
    batch = WrittenLogs(form)
    size = 0
  }
}
