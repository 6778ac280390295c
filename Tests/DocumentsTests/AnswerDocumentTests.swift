import Analysis
import Documents
import TLM
import Testing

@Suite struct AnswerDocumentTests {
  private let context = LanguageContext(now: Scene.later)

  private func question(_ aggregates: String, by columns: String) throws -> Question {
    let shape = Question.Shape.groups(
      try Language.columns(columns, in: context), every: nil,
      try Language.aggregates(aggregates, in: context))
    return Question(Query(), shape)
  }

  @Test func `an answer says its columns and its rows`() throws {
    let scene = try Scene()
    let groups = try scene.store.answer(
      question("count, avg(cpu_load_percent), first(time())", by: "event"))
    let sequence = try Language.sequence(
      "issue_started then 'issue_*' within 5m by session()", in: context)
    let followed = try scene.store.answer(Question(Query(), .sequence(sequence)))
    let condition = try Language.condition(
      "event = tool_call_failed and risk_level = high", in: context)
    let howFound = HowFound(
      Filter(), [("event = tool_call_failed and risk_level = high", condition)])

    try Golden.check(
      "AnswerDocument",
      [
        ("groups", AnswerDocument(groups, groups.rows).json),
        ("sequence", AnswerDocument(followed, followed.rows, howFound).json),
      ])
  }

  @Test func `a schema says what there is to ask about`() throws {
    let time = Timestamp("2026-02-13T10:00:00Z")
    let kinds = [
      SchemaDocument.Kind(
        name: "issue_phase", count: 2, first: time, last: time,
        fields: [("duration_s", ["integer", "number"]), ("event", ["string"])]),
      SchemaDocument.Kind(name: "", count: 1, first: nil, last: nil, fields: []),
    ]

    try Golden.check(
      "SchemaDocument",
      [
        (
          "schema",
          SchemaDocument(
            kinds, of: 9, projections: ["event-counts"], sensors: ["perf_system_cpu_load"],
            questions: [("summary", "What happened.")]
          ).json
        )
      ], masking: ["documents"])
  }

  @Test func `statistics are told group by group`() throws {
    let scene = try Scene()

    try Golden.check(
      "StatisticsDocument",
      [("statistics", StatisticsDocument(try scene.store.statistics(of: Query(), limit: 3)).json)])
  }
}
