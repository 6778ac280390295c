import Events
import SystemCalls
import Telemetry

/// The events of a run: they share its id, by which the projection `runs` makes one row of them.
struct RunEvents: Sendable {
  /// What the events of runs are called.
  static let name = "run"

  let identity: RunIdentity
  let began: Timestamp
  /// Who ran, and what.
  private let agent: String
  private let job: String
  /// Hides secrets in a text: half of one is not known for it.
  private let redact: @Sendable (String) -> String

  /// Bytes of a command that are kept.
  private static let commandLimit = 256

  init(
    _ identity: RunIdentity, _ arguments: RunArguments, at began: Timestamp,
    redact: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.redact = redact
    self.identity = identity
    self.began = began
    agent = arguments.name ?? arguments.program
    job = arguments.job ?? "command"
  }

  /// A run that has begun.
  ///
  /// - Parameter process: who sees it through; without it nobody can tell when that one is gone.
  func start(_ command: [String], in folder: String, by process: RunProcess, _ git: GitFacts?)
    -> NewEvent
  {
    var members = common(.running)
    members += [
      Member("trigger_type", "cli"),
      Member("command", .string(shown(command))),
      Member("working_folder", .string(folder)),
      Member("host", .string(ProcessSystem.hostName)),
      Member("process", .string(process.text)),
    ]
    members += git?.before ?? []
    return NewEvent(Self.name, at: began, fields: members)
  }

  /// A run that has ended.
  func end(
    _ end: ChildEnd, at time: Timestamp, _ git: (before: GitFacts?, after: GitFacts?),
    _ figures: AgentFigures?
  ) -> NewEvent {
    var members = common(RunStatus(end.cause))
    members.append(Member("end_time", .string(time.description)))
    members += Self.measured(end)
    if let error = Self.error(end.cause) { members.append(Member("error_summary", .string(error))) }
    members += git.after?.after(git.before) ?? []
    members += figures?.members ?? []
    return NewEvent(Self.name, at: time, fields: members)
  }

  /// A run whose command could not be started.
  func refusal(_ code: Int32, _ command: [String], _ reason: String) -> NewEvent {
    let members =
      common(.failure) + [
        Member("end_time", .string(began.description)),
        Member("command", .string(shown(command))),
        Member("exit_code", .integer(Int64(code))),
        Member("error_summary", .string(reason)),
      ]
    return NewEvent(Self.name, at: began, fields: members)
  }

  private func common(_ status: RunStatus) -> [Member] {
    identity.members + [
      Member("status", .string(status.rawValue)),
      Member("agent_name", .string(agent)),
      Member("job_type", .string(job)),
      Member("start_time", .string(began.description)),
    ]
  }

  private static func measured(_ end: ChildEnd) -> [Member] {
    let length = end.duration.nanoseconds
    var members = [
      Member("duration_s", .double(seconds(length))),
      Member("duration_ms", .integer(length / 1_000_000)),
    ]
    switch end.cause {
    case .exited(let code): members.append(Member("exit_code", .integer(Int64(code))))
    case .signalled(let number):
      members.append(Member("exit_code", .integer(128 + Int64(number))))
      members.append(Member("signal", .string(SignalName.of(number))))
    }
    members += [
      Member("user_s", .double(seconds(end.userTime_ns))),
      Member("system_s", .double(seconds(end.systemTime_ns))),
    ]
    if let bytes = end.peakMemory_bytes { members.append(Member("max_rss_bytes", .integer(bytes))) }
    if let bytes = end.outputBytes { members.append(Member("stdout_bytes", .integer(bytes))) }
    if let bytes = end.errorBytes { members.append(Member("stderr_bytes", .integer(bytes))) }
    if end.hadTerminal { members.append(Member("terminal", true)) }
    return members
  }

  private static func seconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1e9 }

  /// Why it is no success, in one sentence; nil where it is one.
  private static func error(_ cause: ChildEnd.Cause) -> String? {
    switch cause {
    case .exited(0): nil
    case .exited(let code): "the command ended with \(code)"
    case .signalled(let number): "the command was ended by \(SignalName.of(number))"
    }
  }

  /// The command as a shell takes it, up to a limit.
  private func shown(_ command: [String]) -> String {
    // Each word by itself, and an option with the word behind it.
    let words = command.map { ShellWord.quoted(redact($0)) }
    let text = redact(words.joined(separator: " "))
    guard text.utf8.count > Self.commandLimit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: Self.commandLimit)
    while end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
    return text[..<end] + "…[truncated, \(text.utf8.count) bytes]"
  }
}
