import ArgumentParser
import Documents
import Exporters
import TLM

/// `tlm export`: the log in the formats of other programs.
struct ExportCommand: MayWait {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write events, or what a projection says, in the formats of other programs.",
    discussion: """
      Without -o the export goes to standard output. A file appears whole or not at all. An \
      --endpoint is sent to, as OpenTelemetry's rules have it: what is busy or away is tried again, \
      what is refused is not. Without it, and without -o, otlp goes where \
      OTEL_EXPORTER_OTLP_ENDPOINT says, else to Logfire or Sentry where LOGFIRE_TOKEN or SENTRY_DSN \
      is set. json and jsonl are \
      the lines of the log as they stand; --select, and csv, have one name for what programs spell \
      in many ways. prometheus, and --projection, are of the whole log or a time of it. --follow \
      goes on with what comes, and after a restart where it was.

      Examples:
        tlm export --format csv --since 7d -o week.csv
        tlm export --format jsonl --select time,event --event 'issue*' | head
        tlm export -o events.xlsx
        tlm export --format csv --projection phase-timing
        tlm export --format otlp --endpoint http://localhost:4318
        tlm export --format otlp-json --issue-id BUG-042 -o trace.jsonl
        tlm export --format otlp-json -o logs.jsonl --follow
        tlm export --format prometheus -o /var/lib/node_exporter/tlm.prom
      """)

  @OptionGroup var store: SeenStoreOptions
  @OptionGroup var conditions: FilterOptions
  @OptionGroup var export: ExportArguments
  @OptionGroup var output: FormatOptions

  func validate() throws { try export.check(hasConditions: conditions, json: output.json) }

  var waits: Bool { export.follow }

  func runAtOnce() throws { try run(try job()) }

  func run() async throws {
    guard export.follow else { return try runAtOnce() }
    try await ExportFollowing(try job(), name: export.name).run()
  }

  private func job() throws -> ExportJob {
    try ExportJob(
      try store.open(), conditions.filter, try export.format(), export, isJSON: output.json)
  }

  private func run(_ job: ExportJob) throws {
    let document =
      switch job.format.kind {
      case _ where export.projection != nil: try ExportReports(job).projection()
      case .metrics: try ExportReports(job).metrics()
      case .workbook: try ExportWorkbook(job).run()
      case .events where job.endpoint != nil: try ExportSending(job).run()
      case .events where job.isOfSpans: try ExportSpans(job).run()
      case .events(let make): try ExportStream(job, make(job.options)).run()
      }
    job.finish(document)
    if document.events == 0 { throw Failure.nothingFound }
  }
}
