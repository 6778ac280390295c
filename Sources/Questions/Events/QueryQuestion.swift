import TLM

extension NamedQuestion {
  /// `tlm query --json`.
  package static let query = NamedQuestion(
    "query", title: "Events that meet conditions, and what they come to",
    "The events that meet every condition, page by page; or rows made of them by select, group_by "
      + "with agg, every, or sequence.",
    parameters: EventConditions.parameters + RowMaking.parameters + [
      Parameter("newest_first", .boolean, "The newest event first.").usually(false),
      Parameter("count", .boolean, "Only how many events there are.").usually(false),
      Parameter(
        "explain", .boolean, "Also how they were found: what by the index, what by looking."
      ).usually(false),
      .limit(20, "events or rows"),
      Parameter("offset", .integer(0...1_000_000), "Leave out so many rows first.").usually(0),
      .cursor,
    ],
    shape: .any
  ) { store, given in
    let clock = Clock(now: .current)
    let asked = EventsAsked(
      conditions: try EventConditions(given, clock), making: try RowMaking(given, clock),
      newestFirst: given.flag("newest_first"), isExplained: given.flag("explain"),
      limit: given.limit, offset: given.integer("offset") ?? 0, cursor: given.cursor,
      room: given.room)
    if let refusal = asked.refusal(isCount: given.flag("count")) {
      throw QuestionError.parameter(refusal)
    }
    return given.flag("count") ? try asked.count(in: store) : try asked.document(of: store)
  }
}
