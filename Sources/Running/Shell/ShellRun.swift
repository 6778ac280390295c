package import Events
package import Telemetry

/// The records of a run that people and shells tell step by step: the same that `tlm run` writes, which
/// the projection `runs` makes one row of.
package enum ShellRun {
  /// A run that has begun.
  ///
  /// - Parameters:
  ///   - identity: which run, and its place in a trace.
  ///   - id: what people call it; nil for the identity's own.
  ///   - agent: who runs.
  ///   - job: what is done.
  ///   - process: who sees it through; nil where nobody can tell when that one is gone.
  ///   - fields: what else is known.
  package static func start(
    _ identity: RunIdentity, id: String?, agent: String, job: String, process: RunProcess?,
    at time: Timestamp, _ fields: [Member]
  ) -> NewEvent {
    let own = id ?? identity.id
    var members = [Member("event_id", .string(own)), Member("run_id", .string(own))]
    members += identity.members.filter { $0.name != "run_id" }
    members += [
      Member("status", .string(RunStatus.running.rawValue)),
      Member("agent_name", .string(agent)), Member("job_type", .string(job)),
      Member("start_time", .string(time.description)),
    ]
    if let process { members.append(Member("process", .string(process.text))) }
    return NewEvent(RunEvents.name, at: time, fields: members + fields)
  }

  /// A run that has ended.
  ///
  /// - Parameters:
  ///   - identity: members that tie it to its start.
  ///   - length: since then; nil where that is not known.
  package static func end(
    _ identity: [Member], _ status: RunStatus, at time: Timestamp, after length: Nanoseconds?,
    _ fields: [Member]
  ) -> NewEvent {
    var members = identity
    members += [
      Member("status", .string(status.rawValue)), Member("end_time", .string(time.description)),
    ]
    if let length, length >= .zero {
      members.append(Member("duration_s", .double(length.seconds)))
      members.append(Member("duration_ms", .integer(length.rawValue / 1_000_000)))
    }
    return NewEvent(RunEvents.name, at: time, fields: members + fields)
  }

  /// A change of what is known of a run: who made it, when, and what was there before.
  package static func update(
    _ identity: [Member], at time: Timestamp, by person: String?, note: String?,
    _ fields: [Member], before: [Member]
  ) -> NewEvent {
    var change: [Member] = []
    if let person { change.append(Member("by", .string(person))) }
    if let note { change.append(Member("note", .string(note))) }
    change.append(Member("before", .object(before)))
    let changed = Set(fields.map(\.name))
    return NewEvent(
      RunEvents.name, at: time,
      fields: identity.filter { !changed.contains($0.name) } + fields + [
        Member("updated_at", .string(time.description)), Member("update", .object(change)),
      ])
  }
}
