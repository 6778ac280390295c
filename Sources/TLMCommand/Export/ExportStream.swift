import Documents
import Exporters
import OTLP
import TLM

/// Events one after the other into a file or to standard output.
struct ExportStream {
  private let job: ExportJob
  private let exporter: any EventExporter

  init(_ job: ExportJob, _ exporter: any EventExporter) {
    self.job = job
    self.exporter = exporter
  }

  func run() throws -> ExportDocument {
    var sink = try ExportSink(job.path)
    do { return try write(exporter, to: &sink) } catch {
      sink.abandon()
      throw error
    }
  }

  private func write<Exporter: EventExporter>(
    _ exporter: Exporter, to sink: inout ExportSink
  ) throws -> ExportDocument {
    var document = job.document
    var exporter = exporter
    var bytes: [UInt8] = []
    bytes.reserveCapacity(ExportSink.batch * 2)
    exporter.begin(&bytes)
    try job.forEachPart(ExportLooker(exporter)) { part in
      exporter.add(part, to: &bytes)
      document.events += part.count
      if bytes.count >= ExportSink.batch { try sink.write(&bytes) }
    }
    exporter.end(&bytes)
    try sink.write(&bytes)
    try sink.commit()
    document.bytes = sink.count
    return document
  }
}

/// Spans of events into a file or to standard output: OTLP, a request a line or one after the other.
struct ExportSpans {
  private let job: ExportJob

  init(_ job: ExportJob) { self.job = job }

  func run() throws -> ExportDocument {
    var document = job.document
    var requests = SpanRequests(job.options)
    try job.forEachEvent { event in
      try requests.add(event)
      document.events += 1
    }
    var sink = try ExportSink(job.path)
    let isJSON = job.format.name == "otlp-json"
    do {
      document.spans = try requests.forEach { message, _ in
        var bytes =
          isJSON ? OTLPText.line(message) : ProtobufWriter.bytes(of: message, as: .traces)
        try sink.write(&bytes)
      }
      try sink.commit()
    } catch {
      sink.abandon()
      throw error
    }
    document.bytes = sink.count
    return document
  }
}

/// Events and their sums into a workbook.
struct ExportWorkbook {
  private let job: ExportJob

  init(_ job: ExportJob) { self.job = job }

  func run() throws -> ExportDocument {
    let file = try ExportFile(job.path ?? "", opens: false)
    let asked = ExportSink.removing(file)
    defer { asked.cancel() }
    do {
      var document = job.document
      let book = try SpreadsheetExport(at: file.draft, job.options)
      try job.forEachEvent { event in
        book.add(event)
        document.events += 1
      }
      try book.close()
      try file.commit()
      document.bytes = file.count
      return document
    } catch {
      file.abandon()
      throw error
    }
  }
}
