import ArgumentParser
import TLM

/// Which events a command is about.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .customLong("event"),
    help: ArgumentHelp(
      "Events of this name; * matches anything. Repeatable.",
      discussion: "Without it, tlm's own tlm.drained lines are left out.", valueName: "name"),
    completion: Completions.events)
  var events: [String] = []

  @OptionGroup var keys: KeyOptions

  @Option(
    help: ArgumentHelp(
      "Events that ended so: success, failure, skipped, partial, timeout, cancelled, blocked, running, unknown.",
      valueName: "outcome"),
    completion: Completions.outcomes, transform: OutcomeArgument.read)
  var outcome: [Outcome] = []

  @Option(help: "Events of this level, as it is spelled in them.")
  var level: [String] = []

  @Option(help: "Events of this language model.")
  var model: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Events for which this holds: FIELD OP VALUE with = != < <= > >= contains, or FIELD exists.",
      valueName: "condition"),
    transform: FieldArgument.read)
  var fields: [FieldCondition] = []

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
    filter.hiddenNames = [LogEventName.drained.rawValue]
    keys.add(to: &filter)
    filter.outcomes = outcome
    filter.levels = level
    filter.models = model
    filter.fields = fields
    filter.since = since?.earliest
    filter.until = until?.latest
    return filter
  }

  /// Whether any condition was given.
  var isGiven: Bool {
    var rest = filter
    rest.hiddenNames = []
    return !rest.isEmpty
  }
}
