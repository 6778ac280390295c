import ArgumentParser
import TLM

/// Which events a command is about.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .customLong("event"),
    help: ArgumentHelp(
      "Events of this name; * matches anything. Repeatable.",
      discussion: "Without it, tlm's own tlm.drained lines are left out.", valueName: "name"))
  var events: [String] = []

  @Option(help: "Events of this tool.")
  var tool: [String] = []

  @Option(help: "Events of this component.")
  var component: [String] = []

  @Option(name: .customLong("issue-id"), help: "Events of this issue.")
  var issueID: [String] = []

  @Option(name: .customLong("session-id"), help: "Events of this session.")
  var sessionID: [String] = []

  @Option(name: .customLong("trace-id"), help: "Events of this trace.")
  var traceID: [String] = []

  @Option(name: .customLong("run-id"), help: "Events of this run.")
  var runID: [String] = []

  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp(
      "Events at or after this time: 7d, 90m, today, yesterday, this_week, a date, RFC 3339.",
      valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("Events before this time.", valueName: "time"))
  var until: TimeArgument?

  var filter: Filter {
    var filter = Filter()
    filter.names = events
    // Where a stranger's lines begin is tlm's own business; who asks for it by name gets it.
    filter.hiddenNames = ["tlm.drained"]
    filter.tools = tool
    filter.components = component
    filter.issueIDs = issueID
    filter.sessionIDs = sessionID
    filter.traceIDs = traceID
    filter.runIDs = runID
    filter.since = since?.instant
    filter.until = until?.instant
    return filter
  }
}
