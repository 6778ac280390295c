import Documents
import TLM

/// What control and people wrote about modes, for people.
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
  func line(of transition: ModeTransition) -> String {
    let time = terminal.styled(Self.time(transition.decidedAt, terminal), .dim)
    return time + "  " + edge(transition)
      + SafeText.of(cause(of: transition, by: transition.approval?.by, reason: nil))
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
      let word =
        outcome == ControlLoop.EffectOutcome.done.rawValue ? "is done" : SafeText.of(outcome)
      let styled = terminal.styled(
        word, outcome == ControlLoop.EffectOutcome.done.rawValue ? .green : .red)
      return SafeText.of("effect of \(rule) ") + styled
        + SafeText.of(": \(effect)" + (error.map { ": \($0)" } ?? ""))
    }
  }

  func edge(_ transition: ModeTransition) -> String {
    SafeText.of(transition.from) + " → " + terminal.styled(SafeText.of(transition.to), .bold)
  }

  /// ` because …`, as `tlm mode explain` says it.
  func cause(of transition: ModeTransition, by: String?, reason: String?) -> String {
    TransitionSentence(transition, by: by, reason: reason, sensors: sensors).cause
  }

  static func time(_ time: Timestamp, _ terminal: Terminal) -> String {
    terminal.isTerminal ? LocalTime.text(time) : time.description
  }
}
