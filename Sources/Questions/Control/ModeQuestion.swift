import Documents
import TLM

extension NamedQuestion {
  private static let when = [
    Parameter("scope", .text, "Whose mode; without it, nobody's in particular."),
    Parameter("at", .text, "As it was then, by the clock of the log."),
  ]

  /// `tlm mode show --json`.
  package static let mode = NamedQuestion(
    "mode", title: "The mode in force",
    "The mode in force, since when, and what may be done meanwhile. It reads the mode and never sets "
      + "it.",
    parameters: when,
    shape: .object([
      ("mode", .text), ("since", .optional(.text)), ("position", .optional(.integer)),
      ("why", .text), ("constraints", .optional(.map(.any))), ("thresholds", .map(.number)),
      (
        "proposals",
        .list(
          .object([
            ("proposal_id", .text), ("from", .text), ("to", .text), ("rule", .text),
            ("expires_at", .optional(.text)), ("approved_by", .optional(.text)),
          ]))
      ),
    ])
  ) { store, given in
    let asked = try ModeAsked(given, in: store)
    let mode = asked.policy.mode(asked.course.mode.text)
    return ModeDocument(asked.course, mode, proposals: asked.waiting).json
  }

  /// `tlm mode explain --json`.
  package static let explain = NamedQuestion(
    "explain", title: "Why the mode is what it is",
    "Why the mode is what it is, in a sentence with the readings that led to it.",
    parameters: when, shape: .object([("mode", .text), ("why", .text)])
  ) { store, given in
    let course = try ModeAsked(given, in: store).course
    let sentence = ModeSentence(course, sensors: try store.sensorDirectory())
    return ModeExplanationDocument(course, why: sentence.text()).json
  }
}

/// A mode by the rules of a store.
private struct ModeAsked {
  let policy: Policy
  let course: ModeRecord
  /// Changes of it that wait for a person now; none where another time was asked for.
  let waiting: [OpenProposals.Proposal]

  init(_ given: QuestionArguments, in store: Store) throws {
    let at = try Clock(now: .current).instants("at", of: given)?.upperBound
    let scope = given.text("scope")
    policy = try store.rules().policy
    course = try store.mode(under: policy, scope: scope, at: at).state.course
    waiting = at == nil ? try OpenProposals(in: store, at: .current).about(scope) : []
  }
}
