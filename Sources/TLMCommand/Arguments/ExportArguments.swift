import ArgumentParser
import Exporters
import OTLP
import TLM

/// What is exported, in which format, and where to.
struct ExportArguments: ParsableArguments {
  @Option(
    name: [.customLong("format")],
    help: ArgumentHelp(
      "The format; without it what the end of the file's name says, or otlp for an endpoint.",
      discussion: ExportCatalog.all.map(\.name).joined(separator: ", "), valueName: "name"),
    completion: .list(ExportCatalog.all.map(\.name)))
  var formatName: String?

  @Option(
    help: ArgumentHelp(
      "Columns, with commas between them: what tlm knows of events, or any field, with dots.",
      valueName: "names"))
  var select: [String] = []

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file; - is standard output.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    name: [.customLong("endpoint"), .customLong("otel-endpoint")],
    help: ArgumentHelp(
      "Where OTLP is sent: a base to which /v1/traces, /v1/logs or /v1/metrics is added; "
        + "grpc://HOST:PORT, or grpcs:// with TLS, for gRPC.", valueName: "url"))
  var endpoint: String?

  @Option(
    help: ArgumentHelp(
      "What OTLP is made of: traces, spans as tlm trace shows them; logs, a record for each event; or "
        + "metrics, the points that events are. With --follow it is logs if nothing is said.",
      valueName: "signal"),
    completion: .list(OTLPSignal.allCases.map(\.rawValue)))
  var signal: OTLPSignal?

  @Option(
    help: ArgumentHelp("A header of every request. Repeatable.", valueName: "name: value"))
  var header: [String] = []

  @Option(
    help: ArgumentHelp("What a projection says, in place of the events.", valueName: "name"),
    completion: Completions.projections)
  var projection: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a parameter of the projection. Repeatable.", valueName: "key=value"))
  var settings: [String] = []

  @Flag(help: "Go on with the events that come, until interrupted; after a restart where it was.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "What --follow keeps its place under; without it one is made of format and target.",
      valueName: "name"))
  var name: String?

  @Flag(help: "Leave texts that a spreadsheet would take for formulas as they are.")
  var keepFormulas = false

  /// The columns that were chosen; nil where none were.
  var columns: [ExportColumn]? {
    let names = select.flatMap { $0.split(separator: ",") }
      .map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.map { ExportColumn.named($0) }
  }

  /// The file that is named; nil for standard output.
  var path: String? { file == "-" ? nil : file }

  /// The format that is asked for.
  func format() throws -> ExportFormat {
    guard let name = formatName ?? guess else {
      throw ValidationError("say the format with --format; there are \(Self.names)")
    }
    if let format = ExportCatalog.named(name) { return format }
    let near =
      Nearest.name(to: name, in: ExportCatalog.all.map(\.name))
      .map { "; did you mean \($0)?" } ?? ";"
    throw ValidationError("there is no format \(name)\(near) there are \(Self.names)")
  }

  static var names: String { ExportCatalog.all.map(\.name).joined(separator: ", ") }

  /// What the end of the file's name says.
  private var guess: String? {
    if let file, let dot = file.lastIndex(of: ".") {
      let end = String(file[file.index(after: dot)...])
      if end == "prom" { return "prometheus" }
      if let format = ExportCatalog.named(end) { return format.name }
    }
    return endpoint == nil ? nil : "otlp"
  }

  /// Refuses what cannot be meant.
  func check(hasConditions conditions: FilterOptions, json: Bool) throws {
    let format = try format()
    if let file, file.isEmpty { throw ValidationError("-o names no file") }
    if endpoint != nil {
      if !format.name.hasPrefix("otlp") {
        throw ValidationError("--endpoint takes otlp or otlp-json, and not \(format.name)")
      }
      if file != nil { throw ValidationError("give -o or --endpoint, not both") }
    } else if !header.isEmpty, file != nil {
      throw ValidationError("--header is for what is sent, and -o sends nothing")
    }
    for line in header where !line.contains(":") {
      throw ValidationError("--header takes 'name: value', not \(line)")
    }
    if case .workbook = format.kind, path == nil {
      throw ValidationError("a workbook is a file: name it with -o")
    }
    if json, path == nil, !isSent(format) {
      throw ValidationError(
        "--json says what was exported, and standard output is the export; name a file with -o")
    }
    try checkProjection(format, conditions)
    try checkFollowing(format)
  }

  /// Whether the export goes to a receiver.
  func isSent(_ format: ExportFormat) -> Bool {
    endpoint != nil || format.name == "otlp" && file == nil && projection == nil
  }

  private func checkProjection(_ format: ExportFormat, _ conditions: FilterOptions) throws {
    if let projection {
      try ProjectionCatalog.check([projection])
      _ = try ProjectionCatalog.configured([projection], settings)
      if format.name.hasPrefix("otlp") {
        throw ValidationError("a projection is exported as json, jsonl, csv, xlsx or prometheus")
      }
    } else if !settings.isEmpty {
      throw ValidationError("--set is for a projection; name it with --projection")
    }
    var isOfReports = projection != nil
    if case .metrics = format.kind { isOfReports = true }
    guard isOfReports else { return }
    if conditions.isGivenBesideTime {
      throw ValidationError(
        "\(projection ?? format.name) is of all events; only --since and --until narrow it")
    }
    if !select.isEmpty { throw ValidationError("--select is for events") }
  }

  private func checkFollowing(_ format: ExportFormat) throws {
    if signal != nil, !format.name.hasPrefix("otlp") {
      throw ValidationError("--signal is for otlp and otlp-json")
    }
    if follow, signal == .traces, path != nil {
      throw ValidationError(
        "--follow sends traces to an --endpoint; it keeps a file up to date with logs or metrics")
    }
    if name != nil && !follow { throw ValidationError("--name is for --follow") }
    guard follow else { return }
    if projection != nil || !format.canFollow {
      let names = ExportCatalog.all.filter(\.canFollow).map(\.name).joined(separator: ", ")
      throw ValidationError("--follow takes events as \(names)")
    }
    if path == nil && !isSent(format) {
      throw ValidationError(
        "--follow keeps a file or an endpoint up to date: give -o; tlm tail -f prints what comes")
    }
    if let name,
      name.isEmpty || !name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    {
      throw ValidationError("--name is of letters, digits and dashes")
    }
  }
}

extension FilterOptions {
  /// Whether any condition was given besides one on time.
  var isGivenBesideTime: Bool {
    var rest = filter
    rest.hiddenNames = []
    (rest.since, rest.until) = (nil, nil)
    return !rest.isEmpty
  }
}

extension OTLPSignal: ExpressibleByArgument {
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
