import TLM

/// What control and people wrote about modes: a line for people, a document for programs.
struct ControlEventView {
  let sensors: SensorDirectory
  let terminal: Terminal

  /// When, and what happened.
  func line(of event: ControlEvent) -> String {
    let time = event.time.map { Self.time($0, terminal) } ?? "-"
    let scope = event.scope.map { " [\(SafeText.of($0))]" } ?? ""
    return terminal.styled(time, .dim) + scope + "  " + text(of: event.kind)
  }

  /// A decision of a backtest, in the same words.
  func line(of transition: Transition) -> String {
    let time = terminal.styled(Self.time(transition.decidedAt, terminal), .dim)
    return time + "  " + edge(transition)
      + SafeText.of(cause(of: transition, by: transition.approval?.by, reason: nil))
  }

  func document(of event: ControlEvent) -> Value {
    var members = [
      Member("kind", .string(word(of: event.kind))),
      Member("at", event.time.map { .string($0.description) } ?? .null),
      Member("position", .integer(event.position.rawValue)),
    ]
    switch event.kind {
    case .transition(let transition, let by, let reason):
      members.append(Member("why", why(transition, by: by, reason: reason)))
    case .proposal(let transition, _, _):
      members.append(Member("why", why(transition, by: nil, reason: nil)))
    case .answer, .calibration, .effectStarted, .effect: break
    }
    return .object(members + [Member("event", LineText.value(event.recorded.event) ?? .null)])
  }

  private func text(of kind: ControlEvent.Kind) -> String {
    switch kind {
    case .transition(let transition, let by, let reason):
      return edge(transition) + SafeText.of(cause(of: transition, by: by, reason: reason))
    case .proposal(let transition, let id, let end):
      let until = end.map { " until " + Self.time($0, terminal) } ?? ""
      return edge(transition) + terminal.styled(" is proposed\(until)", .yellow)
        + SafeText.of(cause(of: transition, by: nil, reason: nil))
        + terminal.styled(": tlm mode approve \(SafeText.of(id))", .bold)
    case .answer(let id, let isApproved, let by, let note):
      return SafeText.of(
        "proposal \(id) was \(isApproved ? "approved" : "rejected")"
          + (by.map { " by \($0)" } ?? "") + (note.map { ": \($0)" } ?? ""))
    case .calibration(let from, let to, let advice):
      return SafeText.of("\(from) → \(to) was taken too often: " + advice.joined(separator: "; "))
    case .effectStarted(_, let rule, let effect):
      return SafeText.of("effect of \(rule) begins: \(effect)")
    case .effect(_, let rule, let effect, let outcome, let error):
      let word = outcome == EffectOutcome.done.rawValue ? "is done" : SafeText.of(outcome)
      let styled = terminal.styled(word, outcome == EffectOutcome.done.rawValue ? .green : .red)
      return SafeText.of("effect of \(rule) ") + styled
        + SafeText.of(": \(effect)" + (error.map { ": \($0)" } ?? ""))
    }
  }

  private func word(of kind: ControlEvent.Kind) -> String {
    switch kind {
    case .transition: "transition"
    case .proposal: "proposal"
    case .answer: "answer"
    case .calibration: "calibration"
    case .effectStarted: "effect_started"
    case .effect: "effect"
    }
  }

  func edge(_ transition: Transition) -> String {
    SafeText.of(transition.from) + " → " + terminal.styled(SafeText.of(transition.to), .bold)
  }

  /// ` because …`, as `tlm mode explain` says it.
  func cause(of transition: Transition, by: String?, reason: String?) -> String {
    if transition.reasons.isEmpty {
      return (reason.map { " because: \($0)" } ?? "") + (by.map { ", by \($0)" } ?? "")
    }
    return Sentence.cause(transition.reasons, approvedBy: by, sensors: sensors)
  }

  /// The whole sentence, for programs.
  func why(_ transition: Transition, by: String?, reason: String?) -> Value {
    .string(
      "\(transition.to) since \(transition.decidedAt)"
        + cause(of: transition, by: by, reason: reason))
  }

  static func time(_ time: Timestamp, _ terminal: Terminal) -> String {
    terminal.isTerminal ? LocalTime.text(time) : time.description
  }
}
