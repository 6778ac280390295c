/// The events that control writes, or that people write to it, by their names.
package enum RecordKind: String, Sendable, CaseIterable {
  case transition = "mode_transition"
  case proposed = "mode_transition_proposed"
  case approved = "mode_transition_approved"
  case rejected = "mode_transition_rejected"
  case calibration = "mode_calibration_proposed"
  case effectStarted = "control_effect_started"
  case effect = "control_effect"

  /// What a loop decides, and of two loops only one may write.
  static let decided: [RecordKind] = [.transition, .proposed, .calibration]
}
