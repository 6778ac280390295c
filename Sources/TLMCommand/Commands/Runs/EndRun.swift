import Analysis
import ArgumentParser
import Documents
import Running
import TLM
import Telemetry

/// `tlm runs end`: a run has ended.
struct EndRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end",
    abstract: "Say that a run has ended, and how.",
    discussion: """
      Without --status the exit code says how: 0 is success, 130 cancelled, 124 timeout, any other \
      failure; without either it is success. A run ends once: who is too late is told and gets 1, as \
      where there is no such run. Without an id it is the run of $TLM_RUN_ID. Fields are NAME=TEXT or \
      NAME:=JSON.

      Examples:
        tlm runs end $ID --exit-code $?
        tlm runs end $ID --status partial --error "3 of 12 failed" items_failed:=3
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: "How it ended: success, failure, partial, timeout or cancelled.",
    completion: .list(["success", "failure", "partial", "timeout", "cancelled"]))
  var status: String?

  @Option(help: "What its program ended with.")
  var exitCode: Int32?

  @Option(help: "Why it is no success, in a sentence.")
  var error: String?

  @OptionGroup var format: FormatOptions

  @Argument(help: "The run's id, or how it begins.")
  var id: String?

  @Argument(help: "Fields, NAME=TEXT or NAME:=JSON.")
  var fields: [String] = []

  func validate() throws {
    _ = try FieldWords.members(given.fields)
    if let status, RunWords.status(status) == nil {
      throw ValidationError(
        "--status must be success, failure, partial, timeout or cancelled, not '\(status)'")
    }
    if given.id == nil {
      throw ValidationError("give the run's id, or set \(RunIdentity.variable)")
    }
  }

  /// The id and the fields: the first word is a field where the environment says which run it is.
  private var given: (id: String?, fields: [String]) {
    let inherited = StoreLocation.variable(RunIdentity.variable).flatMap { $0.isEmpty ? nil : $0 }
    guard let id else { return (inherited, fields) }
    return id.contains("=") && inherited != nil ? (inherited, [id] + fields) : (id, fields)
  }

  func run() throws {
    let location = store.location
    let store = try store.openForWriting()
    let (run, history) = try RunArgument.run(given.id ?? "", in: store)
    if history.hasEnded { return try tellEnd(of: run) }
    let now = Timestamp.current
    var members: [Member] = []
    if let exitCode { members.append(Member("exit_code", .integer(Int64(exitCode)))) }
    if let error { members.append(Member("error_summary", .string(error))) }
    members += try FieldWords.members(given.fields)
    let length = run.start.flatMap { now.since($0) }
    let event = ShellRun.end(
      run.identity, outcome, at: now, after: length, members)
    let receipt = try RunWriting.append(
      event, of: run, history, whileOpen: true, into: store, at: location)
    guard let receipt else { return try tellEnd(of: run) }
    let output = Output()
    if format.json { output.json(ReceiptDocument(receipt)) }
    output.flush()
  }

  private var outcome: RunStatus {
    if let status, let known = RunWords.status(status) { return known }
    switch exitCode {
    case nil, 0: return .success
    case 130: return .cancelled
    case 124: return .timeout
    default: return .failure
    }
  }

  private func tellEnd(of run: RunRecord) throws {
    Message.note(
      SafeText.of(
        "run \(run.id) has ended before, as \(run.status?.rawValue ?? "unknown"); tlm runs update "
          + "changes what is known of it"))
    throw Failure.conditionFailed
  }
}
