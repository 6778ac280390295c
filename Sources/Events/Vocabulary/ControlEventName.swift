/// The events that control writes, or that people write to it, each spelt here and nowhere else.
package enum ControlEventName: String, Sendable, CaseIterable {
  case transition = "mode_transition"
  case proposed = "mode_transition_proposed"
  case approved = "mode_transition_approved"
  case rejected = "mode_transition_rejected"
  case calibration = "mode_calibration_proposed"
  case effectStarted = "control_effect_started"
  case effect = "control_effect"

  /// What a loop decides, and of two loops only one may write.
  package static let decided: [ControlEventName] = [.transition, .proposed, .calibration]

  /// What names begin with that nobody else may give to an event.
  package static let prefixes = ["mode_transition", "mode_calibration", "control_"]
}
