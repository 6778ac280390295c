import Analysis
import Documents
import TLM

extension NamedQuestion {
  /// `tlm stats --json`.
  package static let stats = NamedQuestion(
    "stats", title: "How many events there are of each kind",
    "How many events there are of each name, since when, how often and how long; by any value.",
    parameters: EventConditions.parameters + [
      Parameter("by", .text, "Count by this instead of names, such as phase or session()."),
      Parameter("zone", .text, "The clock that days are told by: \(NamedClock.taken)."),
      .limit(50, "groups, the largest"),
    ],
    shape: .object([
      ("schema", .text), ("by", .text), ("total", .integer), ("group_count", .integer),
      (
        "groups",
        .list(
          .object([
            ("key", .any), ("count", .integer), ("share", .number), ("first", .optional(.text)),
            ("last", .optional(.text)), ("rate_per_hour", .optional(.number)),
            (
              "duration",
              .object([
                ("count", .integer), ("p50_s", .optional(.number)), ("p95_s", .optional(.number)),
              ])
            ),
          ]))
      ),
    ])
  ) { store, given in
    let clock = Clock(now: .current)
    let zone = try RowMaking.zone(given)
    let conditions = try EventConditions(given, clock)
    let columns = try given.text("by").map { try Language.columns($0, in: clock.language) }
    if let columns, columns.count != 1 {
      throw QuestionError.parameter("by takes one value; for several there is query with group_by")
    }
    let statistics = try store.statistics(
      of: Query(conditions.filter(in: zone)), by: columns?.first, zone: zone, limit: given.limit)
    return StatisticsDocument(statistics).json
  }
}
