import Analysis
import Documents
import TLM

extension NamedQuestion {
  private static let views = UsageView.allCases.filter { $0 != .statusline }

  /// `tlm usage --json`.
  package static let usage = NamedQuestion(
    "usage", title: "Tokens and cost of agents' work",
    "Tokens and cost of agents' work, each response counted once: in all, by day, model and session.",
    parameters: [
      Parameter("by", .choice(views.map(\.rawValue)), "What it is told by besides.")
        .usually("daily"),
      .breakdown,
    ] + UsageAsked.parameters,
    shape: .object([("totals", .map(.any)), ("digest", .text)])
  ) { store, given in
    let view = UsageView(rawValue: given.text("by") ?? "") ?? .daily
    var question = try UsageAsked.question(given, in: store, hasDetails: false)
    question.hasHours = view.hasHours
    let answer = try store.usage(question)
    let more = view.more(try view.hosts(question, in: store))
    return UsageDocument(answer, more, hasBreakdown: given.flag("breakdown")).json
  }

  /// `tlm sessions list --json`.
  package static let sessions = NamedQuestion(
    "sessions", title: "The sessions of agents",
    "Turns, calls, time and cost of each session of an agent.",
    parameters: UsageAsked.parameters + [.limit(50, "sessions"), .offset],
    shape: .object([("count", .integer), ("sessions", .map(.map(.any)))])
  ) { store, given in
    let question = try UsageAsked.question(given, in: store, hasDetails: true)
    let answer = try store.usage(question)
    return Page.cut("sessions", of: SessionsDocument(answer).json, by: given)
  }

  /// `tlm sessions show --json`.
  package static let session = NamedQuestion(
    "session", title: "What happened in a session",
    "A session of an agent as a timeline of prompts, responses, calls and compactions.",
    parameters: [
      Parameter("id", .text, "The session's id, or how it begins.").required,
      .origin, .limit(100, "entries of the timeline"), .offset,
    ],
    shape: .object([
      ("session", .text), ("summary", .optional(.map(.any))), ("timeline", .list(.map(.any))),
    ])
  ) { store, given in
    let session = try NamedSession(given.text("id") ?? "", in: store)
    let document = SessionDocument(session.id, session.answer, session.timeline)
    return Page.cut("timeline", of: document.json, by: given)
  }
}

extension Parameter {
  fileprivate static let breakdown = Parameter(
    "breakdown", .boolean, "Each model's part, too."
  ).usually(false)
}

/// Which work is asked for, by which clock.
private enum UsageAsked {
  static let parameters = [
    Parameter("since", .text, "Only work at or after this time."),
    Parameter("until", .text, "Only work before this time."),
    Parameter("zone", .text, "The clock that days are told by: \(NamedClock.taken)."),
    Parameter(
      "reprice", .boolean, "Prices of the table also where the source says itself what it cost."
    ).usually(false), Parameter.origin,
  ]

  static func question(
    _ given: QuestionArguments, in store: Store, hasDetails: Bool
  ) throws -> UsageQuestion {
    let clock = Clock(now: .current)
    var question = UsageQuestion(
      since: try clock.instants("since", of: given)?.lowerBound,
      until: try clock.instants("until", of: given)?.upperBound)
    if given.has("zone") { question.offset_s = try RowMaking.zone(given).offset_s }
    question.prices = try PriceTable.forUser(in: store)
    question.reprices = given.flag("reprice")
    question.hasDetails = hasDetails
    return question
  }
}
