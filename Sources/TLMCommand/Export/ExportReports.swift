import Documents
import Exporters
import TLM

/// What projections say, as metrics or as a table.
struct ExportReports {
  private let job: ExportJob

  init(_ job: ExportJob) { self.job = job }

  /// The metrics of the whole log, as Prometheus reads them.
  func metrics() throws -> ExportDocument {
    let types = PrometheusExport.projections.filter { $0 != "usage" }
      .compactMap { ProjectionCatalog.type(named: $0) }
    let replayed = try job.store.replay(types.map { $0.init() }, options: options)
    var reports = Dictionary(
      replayed.replays.map { ($0.projection, $0.report) }
    ) { first, _ in first }
    var question = UsageQuestion(since: job.filter.since, until: job.filter.until)
    question.prices = try PriceTable.forUser(in: job.store)
    reports["usage"] = UsageDocument(try job.store.usage(question)).json
    return try write(Array(PrometheusExport(reports).text.utf8), replayed)
  }

  /// What one projection says, in the format that is asked for.
  func projection() throws -> ExportDocument {
    guard let projection = job.projection else { return job.document }
    let replayed = try job.store.replay([projection], options: options)
    guard let replay = replayed.replays.first else { return job.document }
    let export = ReportExport(replay.report, of: replay.projection)
    switch job.format.name {
    case "json": return try write(export.json, replayed)
    case "jsonl": return try write(export.jsonLines, replayed)
    case "prometheus": return try write(export.metrics, replayed)
    case "xlsx": return try workbook(export, replay.projection, replayed)
    default:
      return try write(export.csv(keepsFormulas: job.options.keepsFormulas), replayed)
    }
  }

  private var options: Replay.Options {
    var options = Replay.Options()
    options.bounds = Fold.Bounds(since: job.filter.since, until: job.filter.until)
    return options
  }

  private func write(_ bytes: [UInt8], _ replayed: Replayed) throws -> ExportDocument {
    var sink = try ExportSink(job.path)
    var bytes = bytes
    try sink.write(&bytes)
    try sink.commit()
    return document(sink.count, replayed)
  }

  private func workbook(
    _ export: ReportExport, _ name: String, _ replayed: Replayed
  ) throws -> ExportDocument {
    let file = try ExportFile(job.path ?? "", opens: false)
    let asked = ExportSink.removing(file)
    defer { asked.cancel() }
    do {
      try SpreadsheetExport.write(export, named: name, to: file.draft)
      try file.commit()
    } catch {
      file.abandon()
      throw error
    }
    return document(file.count, replayed)
  }

  private func document(_ bytes: Int64, _ replayed: Replayed) -> ExportDocument {
    var document = job.document
    document.bytes = bytes
    document.events =
      options.bounds.isWindow
      ? replayed.replays.map(\.matched).max() ?? 0 : replayed.progress.events
    return document
  }
}
