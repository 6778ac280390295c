import Documents
import TLM

extension NamedQuestion {
  /// `tlm projections list --json`.
  package static let projections = NamedQuestion(
    "projections", title: "The projections there are",
    "The projections of this program: what each listens to, and which parameters it takes.",
    shape: .list(
      .object([
        ("projection", .text), ("version", .integer), ("parameters", .map(.any)), ("events", .any),
      ]))
  ) { store, _ in
    try store.catalog.projections.map { try ProjectionDocument(of: $0.init()) }.json
  }

  /// `tlm replay --projection NAME --json`.
  package static let projection = NamedQuestion(
    "projection", title: "What a projection comes to",
    "The report of a projection, or its state, over the log or a part of it.",
    parameters: [
      Parameter("name", .text, "The projection; projections tells which there are.").required,
      Parameter("set", .list, "Parameters of it, as key=value."),
      Parameter("state", .boolean, "The state itself instead of the report.").usually(false),
      Parameter("at", .text, "As it was at this time, by the clock of the log."),
      Parameter(
        "to", .integer(0...Int64.max), "Only events whose line begins before this position."),
      Parameter("since", .text, "Only events at or after this time, by their own."),
      Parameter("until", .text, "Only events before this time, by their own."), .origin,
    ],
    shape: .object([
      ("projection", .text), ("version", .integer), ("parameters", .map(.any)),
      ("through", .optional(.integer)), ("events", .integer), ("matched", .integer),
      ("quarantined", .integer), ("unreadable", .integer), ("digest", .text),
    ])
  ) { store, given in
    let projection = try NamedProjection.configured(
      given.text("name") ?? "", given.list("set"), in: store.catalog)
    var options = Replay.Options()
    options.bounds = try Fold.Bounds(given)
    guard let replay = try store.replay([projection], options: options).replays.first else {
      preconditionFailure("a replay of one projection has one answer")
    }
    return ReplayDocument(replay, showsState: given.flag("state")).json
  }
}

extension Fold.Bounds {
  fileprivate init(_ given: QuestionArguments) throws(QuestionError) {
    let clock = Clock(now: .current)
    let at = try clock.instants("at", of: given)?.upperBound
    let to = given.integer("to").map { Position(rawValue: Int64($0)) }
    if at != nil && to != nil { throw .parameter("give at or to, not both") }
    self.init(
      to: to, at: at, since: try clock.instants("since", of: given)?.lowerBound,
      until: try clock.instants("until", of: given)?.upperBound)
  }
}
