import Analysis
package import Documents
package import TLM

extension NamedQuestion {
  /// `tlm schema --json`.
  package static let schema = NamedQuestion(
    "schema", title: "What there is to ask about",
    "Which events there are, with the fields that they had lately, and which keys, projections, "
      + "sensors, questions and documents.",
    parameters: [.origin, .limit(50, "kinds of events, the most frequent")],
    shape: .object([
      ("schema", .text), ("event_count", .integer),
      (
        "events",
        .list(
          .object([
            ("name", .text), ("count", .integer), ("first", .optional(.text)),
            ("last", .optional(.text)), ("fields", .map(.list(.text))),
          ]))
      ), ("keys", .list(.text)), ("outcomes", .list(.text)), ("projections", .list(.text)),
      ("sensors", .list(.text)), ("questions", .list(.map(.text))),
      ("documents", .list(.map(.text))),
    ])
  ) { store, given in try SchemaDocument(of: store, limit: given.limit).json }
}

extension SchemaDocument {
  /// What there is in a store.
  ///
  /// - Parameter limit: how many kinds of events are told, the most frequent.
  /// - Throws: as `Store.query`.
  package init(of store: Store, limit: Int?) throws {
    let statistics = try store.statistics(
      of: Query(EventConditions.usual), by: nil, zone: .utc, limit: limit)
    let names = statistics.groups.map { $0.key.isMissing ? "" : $0.key.words }
    let survey = try FieldSurvey(of: names, in: store)
    let kinds = zip(names, statistics.groups).map { name, group in
      Kind(
        name: name, count: group.count, first: group.first, last: group.last,
        fields: survey.fields(of: name))
    }
    self.init(
      kinds, of: statistics.groupCount,
      projections: store.catalog.projections.map { $0.name }.sorted(),
      sensors: try SensorReader(of: store).sensors.definitions.map(\.id).sorted(),
      questions: QuestionCatalog.all.map { ($0.name, $0.sentence) })
  }
}
