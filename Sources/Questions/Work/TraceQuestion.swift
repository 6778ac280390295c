import Analysis
import Documents
import TLM

extension NamedQuestion {
  /// `tlm trace --json`.
  package static let trace = NamedQuestion(
    "trace", title: "What happened to an issue, run, session or trace",
    "All about one issue, run, session or trace, as spans that lie in each other: where its time "
      + "went, what failed and what did not end.",
    parameters: [
      Parameter("id", .text, "The id, or how it begins.").required,
      Parameter(
        "kind", .choice(TraceSubject.Kind.allCases.map(\.rawValue)),
        "What the id is of; without it, what there is."),
      .origin, .limit(50, "spans"), .offset,
    ],
    shape: .object([
      ("schema", .text), ("subject", .object([("kind", .text), ("id", .text)])),
      ("store", .optional(.text)), ("begin", .optional(.text)), ("end", .optional(.text)),
      ("duration_s", .optional(.number)), ("span_count", .integer), ("event_count", .integer),
      ("failed", .integer), ("incomplete", .integer), ("cut", .boolean),
      ("spans", .list(.map(.any))), ("loose", .list(.map(.any))),
    ])
  ) { store, given in
    let kind = given.text("kind").flatMap { TraceSubject.Kind(rawValue: $0) }
    let subject = try NamedSubject.find(given.text("id") ?? "", kind, in: store)
    var finder = TraceFinder(in: store)
    let document = TraceDocument(try finder.answer(subject)).json
    return Page.cut("spans", of: Page.trim("loose", of: document, by: given), by: given)
  }
}
