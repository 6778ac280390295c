import Events

/// How serious a record is, by OpenTelemetry's numbers.
enum OTLPSeverity {
  private static let numbers: [String: Int64] = [
    "trace": 1, "verbose": 1, "debug": 5, "info": 9, "information": 9, "informational": 9,
    "notice": 10, "warn": 13, "warning": 13, "error": 17, "err": 17, "critical": 21, "crit": 21,
    "fatal": 21, "alert": 22, "emergency": 23, "panic": 23,
  ]

  /// Of a word; nil where nobody knows it.
  static func number(ofLevel word: String) -> Int64? { numbers[word.lowercased()] }

  /// Of what an event says about its level; else of how it went; 0 where neither says anything.
  static func number(of event: borrowing Event) -> Int64 {
    if let level = event.level, let number = number(ofLevel: level) { return number }
    return switch event.outcome {
    case .failure, .timeout: 17
    case .cancelled, .blocked, .partial: 13
    case nil: 0
    default: 9
    }
  }
}
