import Documents
import TLM

extension NamedQuestion {
  /// `tlm tail --json`.
  package static let tail = NamedQuestion(
    "tail", title: "The newest events, and those that came since",
    "The newest events, oldest of them first; with the cursor of the answer before, those that came "
      + "since.",
    parameters: EventConditions.parameters + [.limit(10, "events"), .cursor],
    shape: .object([("events", .list(.event)), ("count", .integer), ("next", .integer)])
  ) { store, given in
    let conditions = try EventConditions(given, Clock(now: .current))
    let newest = NewestEvents(conditions.filter(), limit: given.limit, room: given.room)
    return try newest.document(of: store, from: given.cursor).json
  }
}

extension Shape {
  /// An event as documents have it.
  static let event = Shape.object([
    ("position", .integer), ("time", .optional(.text)), ("event", .map(.any)),
  ])
}
