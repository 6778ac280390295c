import ArgumentParser
import Documents
import TLM

/// `tlm prune`: takes the oldest whole segments away.
struct Prune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Take the oldest segments of the log away; projections keep their history.",
    discussion: """
      Whole sealed segments go, oldest first; the newest one is sealed first where it is due, or all \
      of it is old enough. A segment is as old as its newest event, or as the time when it was sealed \
      if that is earlier. The states of all projections of which something is kept, streams' \
      revisions, idempotency keys and how far sources were read stay in log/CUT.base, exactly as they \
      were at the cut; positions do not change. What is asked of lines before the cut is answered with \
      "was pruned" from then on. An event tlm.pruned tells of it.

      --dry-run says what would go, and what becomes of each projection: kept (its state at the cut), \
      begins (it begins at the cut, as nothing of it was kept; tlm projections rebuild NAME before the \
      prune keeps it), superseded (an earlier version), dropped, unknown. A prune is refused while a \
      follower has not come to the cut, or a projection that this program does not have would lose its \
      history; --drop NAME says that it may. It ends with 1 if it is refused.

      --keep-per-type keeps a segment, and so all after it, while an event of that name in it is \
      younger than that. A prune that was killed is finished by the next one. tlm watch keeps what \
      retention: {older_than: 90d, max_size: 5G, archive: true} says.

      --json prints one document: dry_run, first, cut, segments, events, bytes, archived, base_bytes, \
      finished, projections (projection, version, parameters, fate), followers (process, position, \
      projections).

      Examples:
        tlm prune --older-than 90d --dry-run
        tlm prune --older-than 90d --archive
        tlm prune --max-size 5G --keep-per-type mode_transition:365d
        tlm prune --older-than 30d --json | jq .events
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("Take segments that are older than this.", valueName: "length"))
  var olderThan: String?

  @Option(
    help: ArgumentHelp(
      "Take segments until all of them have no more bytes than this.", valueName: "size"))
  var maxSize: String?

  @Option(
    help: ArgumentHelp(
      "Keep segments with an event of this name that is younger than this.",
      valueName: "name:length"))
  var keepPerType: [String] = []

  @Flag(help: "Pack segments into archive/ before they go.")
  var archive = false

  @Flag(help: "Only say what would go.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Let this projection lose its history before the cut.", valueName: "projection"))
  var drop: [String] = []

  @OptionGroup var format: FormatOptions

  func validate() throws { _ = try rules() }

  func run() throws {
    let store = dryRun ? try store.open() : try store.openForWriting()
    var request = Store.PruneRequest(try rules())
    request.isDryRun = dryRun
    request.isArchiving = archive
    request.drops = Set(drop)
    let report = try prune(store, request)
    let output = Output()
    if format.json {
      output.json(PruneDocument(report))
    } else {
      output.show(PruneView.lines(of: report, for: .output))
    }
    output.flush()
    if report.isBlocked { throw Failure.nothingFound }
  }

  private func prune(_ store: Store, _ request: Store.PruneRequest) throws -> PruneReport {
    do { return try store.prune(request) } catch let error as PruneError {
      _ = Failure.report(error, asJSON: format.json)
      throw Failure.nothingFound
    }
  }

  private func rules() throws -> PruneRules {
    var rules = PruneRules()
    if let olderThan { rules.olderThan = try Self.length(olderThan, "--older-than") }
    if let maxSize {
      guard let bytes = SizeText.bytes(maxSize), bytes >= 0 else {
        throw ValidationError("--max-size must be a size such as 500M or 5G, not \(maxSize)")
      }
      rules.maxSize = bytes
    }
    if rules.isEmpty {
      throw ValidationError("say what is to go: --older-than 90d or --max-size 5G")
    }
    for text in keepPerType {
      guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
        throw ValidationError(
          "--keep-per-type must be a name and a length such as mode_transition:365d, not \(text)")
      }
      rules.keptTypes.append(
        PruneRules.KeptType(
          name: String(text[..<colon]),
          duration: try Self.length(
            String(text[text.index(after: colon)...]), "the length in --keep-per-type")))
    }
    return rules
  }

  /// A hundred years.
  private static let longest: Int64 = 36_525 * 86_400

  private static func length(_ text: String, _ what: String) throws -> Duration {
    guard let seconds = LengthOfTime.seconds(text), (0...longest).contains(seconds) else {
      throw ValidationError("\(what) must be a length of time such as 12h, 90d or 4w, not \(text)")
    }
    return .seconds(seconds)
  }
}
