package import Events

/// Events of little-loops: `{"event":…,"ts":…}` of loops, issues and workers.
package struct LittleLoops: Dialect {
  package static let name = "little-loops"
  package static let about = "events of little-loops: loops, states, issues"

  private static let names: Set<String> = [
    "loop_start", "loop_resume", "loop_complete", "state_enter", "action_start",
    "action_complete", "action_output", "action_error", "evaluate", "route", "issue_phase",
  ]

  package static func knows(_ line: Value, in path: String) -> Bool {
    guard line["ts"]?.text != nil, let name = line["event"]?.text else { return false }
    return names.contains(name) || name.hasPrefix("issue.") || name.hasPrefix("state.issue_")
  }

  package init(path: String) {}
}
