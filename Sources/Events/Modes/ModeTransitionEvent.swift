/// The event of a transition, or of the proposal of one, as the log says it: nothing of it is
/// dropped, and it may lack anything.
///
/// Folds take what they keep of it (`shortened`), control what it decides from (`wanted`, `taken`).
package struct ModeTransitionEvent: Sendable, Hashable {
  /// When; nil where nobody knows.
  package let time: Timestamp?
  /// Where it stands in the log.
  package let position: Position
  /// Whose mode it is about; nil: nobody's in particular.
  package let scope: String?
  package let from: ModeTransitionEvent.Text
  package let to: ModeTransitionEvent.Text
  package let rule: String?
  package let reasons: [ModeTransitionEvent.Reason]
  /// A person's reason.
  package let reason: ModeTransitionEvent.Text
  /// Who did it by hand.
  package let by: ModeTransitionEvent.Text
  package let approvedBy: String?
  package let decidedAt: Timestamp?
  /// The end of the last line that it was decided from.
  package let through: Int64?
  /// The identity of what decided it.
  package let policy: String?
  /// The id of the proposal that it is, or that it comes from.
  package let proposal: String?
  package let expiresAt: Timestamp?

  package init(_ event: borrowing Event) {
    time = event.time
    position = event.position
    scope = event.string("scope")
    from = Text(
      own: event.string("from") ?? event.string("from_mode"),
      found: event.string(.from) ?? event.string(.fromMode))
    to = Text(
      own: event.string("to") ?? event.string("to_mode"),
      found: event.string(.to) ?? event.string(.toMode))
    rule = event.string("rule")
    reasons = Self.reasons(of: event)
    reason = Text(own: event.string("reason"), found: event.string(.reason))
    by = Text(own: event.string("by"), found: event.string(.by))
    approvedBy = event.string("approved_by")
    decidedAt = event.string("decided_at").flatMap { Timestamp($0) }
    through = event.integer("through")
    policy = event.string("policy")
    proposal = event.string("proposal_id")
    expiresAt = event.string("expires_at").flatMap { Timestamp($0) }
  }

  /// A text by the two ways in which it is looked for.
  package struct Text: Sendable, Hashable {
    /// Among the event's own members: what control goes by. An empty one is one.
    package let own: String?
    /// Wherever producers put it, in `metadata`, `data` or `payload`, too: what folds go by. An
    /// empty one is none.
    package let found: String?
  }

  private static func reasons(of event: borrowing Event) -> [ModeTransitionEvent.Reason] {
    guard let list = event.view(named: "reasons") else { return [] }
    var reasons: [ModeTransitionEvent.Reason] = []
    list.forEachElement { reasons.append(Reason($0)) }
    return reasons
  }
}

extension ModeTransitionEvent {
  /// The transition that is wanted, whoever approved it; nil where the event lacks an end of it.
  package var wanted: ModeTransition? { transition(nil) }

  /// The same with who approved it.
  package var taken: ModeTransition? {
    guard let proposal, let approvedBy else { return wanted }
    return transition(ModeTransition.Approval(of: proposal, by: approvedBy))
  }

  private func transition(_ approval: ModeTransition.Approval?) -> ModeTransition? {
    guard let from = from.own, let to = to.own else { return nil }
    return ModeTransition(
      from: from, to: to, rule: rule ?? "", reasons: reasons.compactMap { ModeReason($0) },
      decidedAt: decidedAt ?? time ?? Timestamp(rawValue: 0), approval: approval)
  }
}
