import Analysis
import ArgumentParser
import Documents
import TLM

/// `tlm redact`: blanks events where they stand.
struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Blank events where they stand: name, time and place stay, and nothing else.",
    discussion: """
      An ID is @POSITION, as tlm query --json tells it, or an event's own event_id. --where and the \
      other conditions are those of tlm query. Each line keeps its length, so that every position stays \
      what it was. The lines go from the log, from in.jsonl and what became of it, from damaged/ and \
      archive/; views/ is made anew, and whoever follows the log folds it again. What came in by tlm \
      import or in.jsonl does not come in again. An event tlm.redacted has the positions and the \
      reason, and never what was looked for. tlm verify-log goes on to hold.

      What tlm.*, mode_* and control_* say that tlm wrote itself stays: the log and its decisions rest \
      on it. Backups and exports are named, and are yours to remove. Texts that --where compares with \
      are looked for in all files of the store at the end; where one still stands is told, and the \
      command ends with 1. A redaction that was killed is finished by the next one, or by tlm redact \
      without an id.

      --json prints one document: dry_run, reason, count, bytes, events (position, event, time), \
      segments, archived, sources (file, count), damaged, reserved, backups, exports, left, told, \
      finished, warnings.

      Examples:
        tlm redact @1048576 --reason 'a password' --dry-run
        tlm redact 7f9c2ba4e88f827d --reason 'asked by its author'
        tlm redact --where 'prompt contains "hunter2"' --reason 'a password'
        tlm redact --session-id s-17 --reason 'consent withdrawn' --json | jq .count
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "@POSITION, or the event_id of an event.")
  var ids: [String] = []

  @OptionGroup var conditions: FilterOptions

  @Option(help: ArgumentHelp("Why; it stays in the log.", valueName: "text"))
  var reason: String?

  @Flag(help: "Only say what would be blanked, and where.")
  var dryRun = false

  @OptionGroup var format: FormatOptions

  private var namesAny: Bool { !ids.isEmpty || conditions.isGiven }

  func validate() throws {
    if namesAny && reason?.isEmpty != false {
      throw ValidationError("say why with --reason; it stays in the log beside the positions")
    }
    for id in ids where id.hasPrefix("@") { _ = try Self.position(id) }
    if ids.contains("") { throw ValidationError("an id is empty; name an event") }
  }

  func run() throws {
    let store = dryRun ? try store.open() : try store.openForWriting()
    conditions.tellNotes()
    if !namesAny, try !store.log.hasUnfinishedRedaction {
      throw ValidationError(
        "say which events: @POSITION, an event_id, or conditions such as --where 'prompt contains \"x\"'"
      )
    }
    let report = try store.redact(try request())
    let output = Output()
    if format.json {
      output.json(RedactDocument(report))
    } else {
      output.show(RedactView.lines(of: report, for: .output))
    }
    output.flush()
    let hasNothing = report.isEmpty && !report.finished
    if hasNothing || !report.left.isEmpty { throw Failure.nothingFound }
  }

  private func request() throws -> Store.RedactRequest {
    var request = Store.RedactRequest(reason: reason ?? "")
    for id in ids {
      if id.hasPrefix("@") {
        request.positions.append(try Self.position(id))
      } else {
        request.ids.append(id)
      }
    }
    if conditions.isGiven { request.filter = conditions.filter }
    request.texts = conditions.conditions.flatMap(\.meaning.texts)
    request.isDryRun = dryRun
    return request
  }

  private static func position(_ id: String) throws -> Position {
    try PositionArgument.read(String(id.dropFirst()))
  }
}
