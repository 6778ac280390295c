import ArgumentParser
import Documents
import Exporters
import OTLP
import Posting
import SystemCalls
import TLM

/// What is to be exported of which store, and where to.
struct ExportJob {
  let store: Store
  let filter: Filter
  let format: ExportFormat
  let options: ExportOptions
  /// The file; nil for standard output, or where it is sent.
  let path: String?
  /// Where it is sent; nil where it is written.
  let endpoint: OTLPEndpoint?
  /// The projection that is exported in place of the events.
  let projection: (any Projection)?
  /// What OTLP is made of.
  let signal: OTLPSignal
  private let isJSON: Bool

  init(
    _ store: Store, _ filter: Filter, _ format: ExportFormat, _ arguments: ExportArguments,
    isJSON: Bool
  ) throws {
    self.store = store
    self.format = format
    self.isJSON = isJSON
    path = arguments.path
    signal = arguments.signal ?? (arguments.follow ? .logs : .traces)
    let bound = try store.bound(filter)
    self.filter = signal == .metrics ? bound.adding(MetricPoint.test) : bound
    projection =
      try arguments.projection.flatMap {
        try ProjectionCatalog.configured([$0], arguments.settings).first
      }
    var options = ExportOptions()
    options.columns = arguments.columns
    options.keepsFormulas = arguments.keepFormulas
    options.store = Settings.storeID(at: store.location) ?? ""
    (options.resource, options.service) = try OTLPResource.named(by: StoreLocation.variable)
    if signal == .metrics {
      options.signal = .metrics
      options.prefersDelta = try OTLPEndpoint.prefersDelta(by: StoreLocation.variable)
    }
    self.options = options
    endpoint =
      arguments.isSent(format) ? try Self.endpoint(of: arguments, format, signal) : nil
  }

  private static func endpoint(
    of arguments: ExportArguments, _ format: ExportFormat, _ signal: OTLPSignal
  ) throws -> OTLPEndpoint {
    var endpoint = try OTLPEndpoint(
      arguments.endpoint, for: signal, variable: StoreLocation.variable)
    if format.name == "otlp-json" {
      guard !endpoint.isGRPC else {
        throw ValidationError("otlp-json goes over HTTP only; give --format otlp for gRPC")
      }
      endpoint.isJSON = true
    }
    if !arguments.header.isEmpty { try endpoint.set(headers: arguments.header) }
    return endpoint
  }

  /// Whether events become spans.
  var isOfSpans: Bool { format.name.hasPrefix("otlp") && signal == .traces }

  /// A document of nothing yet.
  var document: ExportDocument {
    ExportDocument(format, to: endpoint?.shown ?? path ?? "-", isSent: endpoint != nil)
  }

  /// Lends every event that is exported, with a bar on the way.
  func forEachEvent(_ body: (borrowing Event) throws -> Void) throws {
    var count = 0
    try withProgress { tell in
      try store.query(Query(filter)) { event in
        try body(event)
        count += 1
        if count & 1023 == 0 { tell(event.position) }
        return true
      }
    }
  }

  /// Has every event that is exported rendered, on as many threads as there are processors, and hands on
  /// what comes of them in the order of the log; with a bar on the way.
  func forEachPart<Exporter: EventExporter>(
    _ looker: ExportLooker<Exporter>, _ body: (ExportPart) throws -> Void
  ) throws {
    try withProgress { tell in
      _ = try store.scan(Query(filter), looker) { part in
        if part.count == 0 { return true }
        try body(part)
        tell(part.last)
        return true
      }
    }
  }

  private func withProgress(_ body: ((Position) -> Void) throws -> Void) throws {
    // A log that cannot be read says so when it is.
    let bounds = try? store.log.bounds()
    let start = bounds?.lowerBound.rawValue ?? 0
    let progress = Progress("export", total: bounds.map { $0.upperBound.rawValue - start })
    defer { progress.finish() }
    try body { progress.update($0.rawValue - start) }
  }

  /// Says what came of it: as a document, or to a person in words.
  func finish(_ document: ExportDocument) {
    for remark in document.remarks { Message.error(SafeText.of("the receiver says: \(remark)")) }
    if isJSON {
      let output = Output()
      output.json(document)
      return output.flush()
    }
    if document.events == 0 {
      if Terminal.error.isTerminal { Message.note("no event meets every condition") }
    } else if path != nil || endpoint != nil {
      Message.note(SafeText.of(ExportView.sentence(of: document)))
    }
  }
}

extension OTLPEndpoint {
  /// Puts headers in place of those of the environment.
  mutating func set(headers lines: [String]) throws {
    headers = try lines.map { line throws(OTLPError) in try Header(parsing: line) }
  }
}
