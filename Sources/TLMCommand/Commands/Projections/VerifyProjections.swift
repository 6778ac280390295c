import ArgumentParser
import Documents
import TLM

/// `tlm projections verify`: whether every way through the log gives the same.
struct VerifyProjections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Fold the log by every way there is, and compare.",
    discussion: """
      From zero, from the kept state, with the index and in parallel: digest and counts must be \
      the same, and nothing that is kept may have been changed. It ends with 1 where something is \
      wrong and says what. Nothing is changed. --json prints one array.

      Examples:
        tlm projections verify
        tlm projections verify phase-timing --json | jq '.[].problems'
      """)

  @OptionGroup var store: StoreOptions

  @OptionGroup var parameters: ParameterOptions

  @Option(help: "How many threads take part in the parallel way.")
  var jobs = 2

  @OptionGroup var format: FormatOptions

  @Argument(
    help: "The projections' names; without any, all of them.", completion: Completions.projections)
  var names: [String] = []

  private var wanted: [String] {
    names.isEmpty ? TLMCommand.catalog.projections.map { $0.name } : names
  }

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    try ProjectionCatalog.check(names)
    _ = try ProjectionCatalog.configured(wanted, parameters.settings)
  }

  func run() throws {
    let store = try store.open()
    var options = Replay.Options()
    options.jobs = jobs
    var results: [Verification] = []
    let output = Output()
    for projection in try ProjectionCatalog.configured(wanted, parameters.settings) {
      let verification = try store.verify(projection, options: options)
      results.append(verification)
      if format.json { continue }
      output.show(VerificationView.lines(of: verification, for: .output))
      output.flush()
    }
    if format.json { output.json(results.map(VerificationDocument.init)) }
    output.flush()
    if !results.allSatisfy(\.isGood) { throw Failure.nothingFound }
  }
}
