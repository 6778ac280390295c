package import Events
package import Telemetry

/// Finds the runs that nobody sees through any more: the process that did is gone, and their end is in
/// no event.
package struct RunSweep: Sendable {
  /// A run that has not ended.
  package struct Open: Sendable, Equatable {
    package let id: String
    /// What its records have in common: its event id, else its run id.
    package let key: Label
    /// Where its start stands.
    package let position: Position
    package let began: Timestamp
    package let agent: String
    /// Who sees it through.
    package let process: RunProcess
    fileprivate let members: [Member]
  }

  private var open: [Label: Open] = [:]

  package init() {}

  /// What the events of runs are called.
  package static let eventName = RunEvents.name

  /// Takes in the next event of a run, in the order of the log.
  package mutating func observe(_ event: borrowing Event) {
    guard event.name == RunEvents.name, let id = event.runID ?? event.eventID else { return }
    let key = Label(event.eventID ?? id)
    guard event.outcome == .running else {
      // A word that nobody knows ends nothing.
      if event.outcome != nil && event.outcome != .unknown { open[key] = nil }
      return
    }
    guard open[key] == nil, let time = event.time,
      let text = event.view(named: "process")?.string, let process = RunProcess(text: text)
    else { return }
    open[key] = Open(
      id: id, key: key, position: event.position, began: time,
      agent: event.view(named: "agent_name")?.string ?? "unknown", process: process,
      members: Self.kept(of: event))
  }

  /// Runs that began before an instant and whose process is gone, the oldest first.
  package func abandoned(before instant: Timestamp, isGone: (RunProcess) -> Bool?) -> [Open] {
    open.values.filter { $0.began < instant && isGone($0.process) == true }
      .sorted { ($0.began, $0.id) < ($1.began, $1.id) }
  }

  /// What ties the end of a run to its start.
  private static let tying = [
    "event_id", "run_id", "parent_run_id", "trace_id", "span_id", "parent_span_id", "agent_name",
    "job_type", "start_time",
  ]

  private static func kept(of event: borrowing Event) -> [Member] {
    var members: [Member] = []
    for name in tying {
      if let value = event.view(named: name) { members.append(Member(name, value.value)) }
    }
    return members
  }
}

extension RunSweep.Open {
  /// The end of it: nobody knows how the command ended, only that nobody waited for it.
  package func end(at time: Timestamp) -> NewEvent {
    let reason =
      "the program that saw the run through (process \(process.number)) died before the run ended"
    return NewEvent(
      RunEvents.name, at: time,
      fields: members + [
        Member("status", .string(RunStatus.cancelled.rawValue)),
        Member("end_time", .string(time.description)),
        Member("error", "process_died"),
        Member("error_summary", .string(reason)),
      ])
  }
}
