import Analysis
import Emitting
import Questions
import TLM
import Telemetry

/// Writes what somebody wants to change of a run.
enum RunEditing {
  /// What became of it.
  enum Outcome: Equatable {
    case changed
    /// It says all of this already.
    case same
    /// Somebody else changed it meanwhile.
    case conflict
  }

  /// - Parameter seen: where the last record stood that whoever changes it has seen; nil: whatever it is.
  /// - Throws: as `NamedRun.exact` and `Store.append`.
  static func make(
    _ edit: RunEdit, of id: String, seen: Position?, in store: Store, at time: Timestamp
  ) throws -> Outcome {
    let (run, history) = try NamedRun.exact(id, in: store)
    let last = history.entries.map(\.position).max()
    if let seen, last != seen { return .conflict }
    let changes = edit.changes(of: run)
    if changes.isEmpty { return .same }
    var report = RedactionReport()
    let event = Preparation(forgiving: store.location).redacted(
      RunChange(changes, by: edit.by, note: edit.note).event(of: run, at: time), &report)
    do throws(AppendError) {
      try store.append([event], onlyIf: run.isUntouched(after: last), timeout: timeout)
      return .changed
    } catch {
      if error.isConflict { return .conflict }
      throw error
    }
  }

  private static let timeout = Duration.seconds(10)
}
