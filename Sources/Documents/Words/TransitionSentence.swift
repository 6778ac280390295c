package import TLM

/// Why a transition was taken or proposed, in the words of `tlm mode explain`.
package struct TransitionSentence {
  private let transition: ModeTransition
  private let by: String?
  private let reason: String?
  private let sensors: SensorDirectory

  /// - Parameters:
  ///   - by: who approved it, or did it by hand.
  ///   - reason: what a person gave as the reason.
  ///   - sensors: those that know the units.
  package init(
    _ transition: ModeTransition, by: String?, reason: String?, sensors: SensorDirectory
  ) {
    self.transition = transition
    self.by = by
    self.reason = reason
    self.sensors = sensors
  }

  /// ` because …`; empty where nobody said why.
  package var cause: String {
    if transition.reasons.isEmpty {
      return (reason.map { " because: \($0)" } ?? "") + (by.map { ", by \($0)" } ?? "")
    }
    return Policy.Sentence.cause(transition.reasons, approvedBy: by, sensors: sensors)
  }

  /// The whole sentence, for programs.
  package var text: String { "\(transition.to) since \(transition.decidedAt)" + cause }
}
