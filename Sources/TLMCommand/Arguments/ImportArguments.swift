import ArgumentParser
import Documents
import Emitting
import Importers
import SystemCalls
import TLM
import Telemetry

/// How files are imported.
struct ImportArguments: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "The dialect of all files, or auto.",
      discussion: DialectCatalog.all.map { $0.name }.joined(separator: ", "), valueName: "name"),
    completion: .list(["auto"] + DialectCatalog.all.map { $0.name }))
  var format = "auto"

  @Flag(help: "Keep up with the files as they grow, rotate and come, until interrupted.")
  var follow = false

  @Flag(
    inversion: .prefixedNo,
    help: "Hide secrets, or leave them; without it they are hidden in transcripts.")
  var redact: Bool?

  @OptionGroup var output: FormatOptions

  func validate() throws { _ = try dialect() }

  private func dialect() throws -> (any Dialect.Type)? {
    if format == "auto" { return nil }
    if let dialect = DialectCatalog.named(format) { return dialect }
    let names = DialectCatalog.all.map { $0.name }
    let near = Nearest.name(to: format, in: names).map { "; did you mean \($0)?" } ?? "."
    throw ValidationError(
      "there is no format \(format)\(near) There are: auto \(names.joined(separator: " "))")
  }

  /// Imports files and folders.
  ///
  /// - Parameter nothing: what to say where there is none of them.
  func run(on paths: [String], orElse nothing: String = "") async throws {
    if paths.isEmpty {
      Message.error(nothing)
      throw Failure.nothingFound
    }
    let store = try store.openForWriting()
    let options = try Self.options(of: store, dialect(), redacts: redact)
    if follow {
      try await ImportFollowing(paths, options, isJSON: output.json).run(into: store.log)
    } else {
      try ImportRun(paths, options, isJSON: output.json).run(into: store.log)
    }
  }

  /// What holds for a store: its rules of redaction, which cut nothing.
  static func options(
    of store: Store, _ dialect: (any Dialect.Type)? = nil, redacts: Bool? = nil
  ) throws -> ImportOptions {
    let settings = try Settings.load(at: store.location)
    let key = Settings.storeID(at: store.location).map { Array($0.utf8) } ?? []
    var rules = try Emitter.Options(settings, key: key).redaction
    rules.fieldLimit = .max
    rules.eventLimit = .max
    var options = ImportOptions(redactor: Redactor(rules, key: key))
    options.dialect = dialect
    options.redacts = redacts
    return options
  }
}
