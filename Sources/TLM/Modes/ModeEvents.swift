/// The events that tell of modes.
enum ModeEvents {
  static let transition = "mode_transition"
  static let proposed = "mode_transition_proposed"
  static let approved = "mode_transition_approved"
  static let rejected = "mode_transition_rejected"

  /// Events of these names; of one proposal, where it is given.
  static func filter(_ names: String..., proposal: String? = nil) -> Filter {
    var filter = Filter()
    filter.names = names
    if let proposal {
      filter.fields = [FieldCondition("proposal_id", .equal, .string(proposal))]
    }
    return filter
  }
}
