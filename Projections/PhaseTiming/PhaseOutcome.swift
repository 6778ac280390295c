import Events

/// How a phase ended, as far as phase timing tells endings apart.
enum PhaseOutcome: String, Codable, Sendable {
  case success, failure, skipped, unknown

  init(_ outcome: Outcome?) {
    switch outcome {
    case .success: self = .success
    case .failure: self = .failure
    case .skipped: self = .skipped
    default: self = .unknown
    }
  }
}
