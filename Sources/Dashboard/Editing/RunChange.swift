import Analysis
import Emitting
import Questions
import Running
import TLM
import Telemetry

/// A change of one run: an event that says who made it, when, and what was there before.
enum RunChange {
  /// What became of it.
  enum Outcome: Equatable {
    case changed
    /// It says all of this already.
    case same
    /// Somebody else changed it meanwhile.
    case conflict
  }

  /// - Parameter seen: where the last record stood that whoever changes it has seen; nil: whatever it is.
  /// - Throws: as `NamedRun.find` and `Store.append`.
  static func make(
    _ edit: RunEdit, of id: String, seen: Position?, in store: Store, at time: Timestamp
  ) throws -> Outcome {
    let (run, history) = try NamedRun.find(id, in: store)
    let last = history.entries.map(\.position).max()
    if let seen, last != seen { return .conflict }
    let changes = edit.changes(of: run)
    if changes.isEmpty { return .same }
    let event = ShellRun.update(
      identity(of: run), at: time, by: edit.by, note: edit.note, changes,
      before: changes.map { Member($0.name, RunEdit.known($0.name, of: run)) })
    return try append(event, of: run, after: last, to: store) ? .changed : .conflict
  }

  /// Members that tie a record to the run.
  private static func identity(of run: RunRecord) -> [Member] {
    let names = [
      "event_id", "run_id", "parent_run_id", "trace_id", "span_id", "parent_span_id", "agent_name",
      "job_type", "start_time",
    ]
    return names.compactMap { name in run[name].map { Member(name, $0) } }
  }

  /// Appends a record, without secrets, unless another came meanwhile; false where one did.
  private static func append(
    _ event: NewEvent, of run: RunRecord, after last: Position?, to store: Store
  ) throws -> Bool {
    var report = RedactionReport()
    let event = Preparation(forgiving: store.location).redacted(event, &report)
    var filter = Filter()
    filter.names = ["run"]
    if let id = run["run_id"]?.text {
      filter.runIDs = [id]
    } else {
      filter.eventIDs = [run.key.text]
    }
    do throws(AppendError) {
      try store.append([event], onlyIf: [.none(matching: filter, after: last)], timeout: patience)
      return true
    } catch {
      if error.isConflict { return false }
      throw error
    }
  }

  private static let patience = Duration.seconds(10)
}
