import Analysis
import ArgumentParser
import Questions
import Running
import TLM
import Telemetry

/// Which runs a command is about.
struct RunOptions: ParsableArguments {
  @Option(help: "Runs of this agent. Repeatable.")
  var agent: [String] = []

  @Option(help: "Runs of this job. Repeatable.")
  var job: [String] = []

  @Option(help: "Not of this job. Repeatable.")
  var excludeJob: [String] = []

  @Option(
    help: ArgumentHelp(
      "Runs that stand so: running, success, failure, partial, timeout, cancelled; several with commas.",
      valueName: "status"))
  var status: [String] = []

  @Option(help: ArgumentHelp("Runs that this one started.", valueName: "id"))
  var parent: String?

  @Option(help: ArgumentHelp("Runs with this in their id.", valueName: "text"))
  var contains: String?

  @Option(
    name: [.customLong("since"), .customLong("start-from")],
    help: ArgumentHelp("Runs that began at this time or later.", valueName: "time"))
  var since: TimeArgument?

  @Option(
    name: [.customLong("until"), .customLong("start-to")],
    help: ArgumentHelp("Runs that began at this time or before.", valueName: "time"))
  var until: TimeArgument?

  @Option(help: ArgumentHelp("Runs that were recorded after this time.", valueName: "time"))
  var createdAfter: TimeArgument?

  @Option(help: ArgumentHelp("Runs that were recorded before this time.", valueName: "time"))
  var createdBefore: TimeArgument?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Runs for which this holds: FIELD OP VALUE as in tlm query. Repeatable.",
      valueName: "condition"),
    transform: FieldArgument.read)
  var fields: [FieldCondition] = []

  func validate() throws { _ = try statuses() }

  func filter() throws -> RunFilter {
    var filter = RunFilter()
    (filter.agents, filter.jobs, filter.hiddenJobs) = (agent, job, excludeJob)
    filter.statuses = try statuses()
    (filter.parent, filter.idPart) = (parent, contains)
    filter.createdAfter = createdAfter?.latest
    filter.createdBefore = createdBefore?.earliest
    filter.startFrom = since?.earliest
    filter.startTo = until?.latest
    filter.fields = fields
    return filter
  }

  private func statuses() throws -> [Outcome] {
    try status.flatMap { $0.split(separator: ",") }.map { word in
      guard let outcome = Outcome(ofRuns: String(word)) else {
        throw ValidationError(
          "--status must be running, success, failure, partial, timeout or cancelled, not '\(word)'"
        )
      }
      return outcome
    }
  }
}

/// Which run a command is about.
struct RunArgument: ParsableArguments {
  @Argument(help: "The run's id, or how it begins.")
  var id: String

  func run(in store: Store) throws -> (run: RunRecord, history: RunHistory) {
    try Self.run(id, in: store)
  }

  /// The run of an id, or of one that begins so.
  static func run(_ id: String, in store: Store) throws -> (run: RunRecord, history: RunHistory) {
    try Asking.told { try NamedRun.find(id, in: store) }
  }
}

/// Fields as people type them: `NAME=TEXT`, or `NAME:=JSON`.
enum FieldWords {
  static func members(_ words: [String]) throws -> [Member] {
    try words.map { word in
      guard let cut = word.firstIndex(of: "="), cut != word.startIndex else {
        throw ValidationError("'\(word)' is no field: write NAME=TEXT, or NAME:=JSON")
      }
      let (name, text) = (word[..<cut], String(word[word.index(after: cut)...]))
      guard name.hasSuffix(":") else { return Member(String(name), .string(text)) }
      guard let value = Value(json: text), name.count > 1 else {
        throw ValidationError("'\(word)' has no JSON behind :=")
      }
      return Member(String(name.dropLast()), value)
    }
  }
}

/// Words of run records, and what they may say.
enum RunWords {
  /// How a run ended, by the words that are taken for it; nil for any other, and for one that goes on.
  static func status(_ word: String) -> RunStatus? {
    Outcome(word: word).flatMap { RunStatus(rawValue: $0.rawValue) }
      .flatMap { $0 == .running ? nil : $0 }
  }

  /// Whether an id will do for all who keep runs.
  static func isID(_ id: String) -> Bool {
    let isBlank = id.allSatisfy(\.isWhitespace)
    // What a terminal would not show as it is, nobody could type again.
    return !isBlank && id.utf8.count <= 255 && SafeText.of(id) == id
      && !id.contains { "/\\".contains($0) }
  }

  private static let lengths = [
    "error_summary": 500, "error_details": 5000, "output_summary": 1000, "input_summary": 1000,
  ]
  private static let counts: Set<String> = [
    "duration_ms", "items_discovered", "items_succeeded", "items_failed", "items_skipped",
  ]
  private static let objects: Set<String> = ["metrics_json", "context_json"]
  private static let texts: Set<String> = [
    "git_repo", "git_branch", "git_commit_hash", "git_commit_author", "git_commit_timestamp",
    "git_run_tag", "insight_id", "source_ref", "target_ref", "item_name", "product", "platform",
    "website", "environment",
  ]

  /// A field that may be changed, as records have it.
  static func checked(_ change: Member) throws -> Member {
    let (name, value) = (change.name, change.value)
    switch name {
    case "status":
      guard let text = value.text, let status = status(text) else {
        throw wrong(change, "success, failure, partial, timeout or cancelled")
      }
      return Member(name, .string(status.rawValue))
    case "end_time", "start_time":
      guard let text = value.text, Timestamp(text) != nil else {
        throw wrong(change, "a time such as 2026-02-13T10:00:00Z")
      }
    case "git_commit_source":
      guard let text = value.text, CommitSource(rawValue: text) != nil else {
        throw wrong(change, "manual, llm or ci")
      }
    case _ where counts.contains(name): return Member(name, try count(change))
    case _ where objects.contains(name):
      guard case .object = value else { throw wrong(change, "an object: \(name):='{…}'") }
    case _ where lengths[name] != nil:
      guard let text = value.text, text.count <= lengths[name] ?? 0 else {
        throw wrong(change, "a text of at most \(lengths[name] ?? 0) characters")
      }
    case _ where texts.contains(name):
      guard value.text != nil else { throw wrong(change, "a text") }
    default:
      throw ValidationError("\(name) cannot be changed; tlm help runs update says what can")
    }
    return change
  }

  private static func count(_ change: Member) throws -> Value {
    if case .integer(let number) = change.value, number >= 0 { return change.value }
    if let number = change.value.text.flatMap({ Int64($0) }), number >= 0 {
      return .integer(number)
    }
    throw wrong(change, "a whole number from 0 on")
  }

  private static func wrong(_ change: Member, _ meant: String) -> ValidationError {
    ValidationError("\(change.name) must be \(meant)")
  }
}
