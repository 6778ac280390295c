import Analysis
import ArgumentParser
import Questions
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
      "Events for which this holds: FIELD OP VALUE with = != < <= > >= ~ contains, FIELD exists, FIELD in (…), with and, or, not, arithmetic and functions.",
      valueName: "condition"),
    transform: WhereArgument.read)
  var conditions: [WhereArgument] = []

  @Option(
    name: [.customLong("since"), .customLong("last")],
    help: ArgumentHelp(
      "Events at or after this time: 7d, 90m, today, yesterday, this_week, a date, RFC 3339.",
      valueName: "time"))
  var since: TimeArgument?

  @Option(help: ArgumentHelp("Events before this time.", valueName: "time"))
  var until: TimeArgument?

  var filter: Filter { filter(in: .utc) }

  /// - Parameter zone: the clock of days and hours in conditions.
  func filter(in zone: Zone) -> Filter { asked.filter(in: zone) }

  /// Which part of it an index answers.
  var howFound: HowFound { asked.howFound }

  /// Says what in conditions may mean something else than was meant.
  func tellNotes() {
    for condition in conditions {
      for note in Language.notes(on: condition.meaning) {
        Message.note("tlm: " + SafeText.of(note))
      }
    }
  }

  private var asked: EventConditions {
    var asked = EventConditions()
    asked.plain.names = events
    keys.add(to: &asked.plain)
    asked.plain.outcomes = outcome
    asked.plain.levels = level
    asked.plain.models = model
    asked.plain.since = since?.earliest
    asked.plain.until = until?.latest
    asked.conditions = conditions.map { .init(text: $0.text, meaning: $0.meaning) }
    return asked
  }

  /// Whether any condition was given.
  var isGiven: Bool {
    var rest = filter
    rest.hiddenNames = []
    return !rest.isEmpty
  }
}
