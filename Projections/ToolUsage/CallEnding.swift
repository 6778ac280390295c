package import Events

/// What one telling says of how a call ended.
package struct CallEnding: Sendable {
  package let outcome: CallOutcome
  package let certainty: Certainty

  /// How well a telling knows it: the less, the better.
  package enum Certainty: UInt8, Codable, Comparable, Sendable {
    /// By a word of its own, or by a name that can mean nothing else.
    case told
    /// By nothing but that it is there.
    case implied
    /// By a word that nobody can read, or that says that it has not ended.
    case unreadable

    package static func < (left: Certainty, right: Certainty) -> Bool {
      left.rawValue < right.rawValue
    }

    /// Whether it says how it went.
    var isReadable: Bool { self != .unreadable }
  }

  init(_ outcome: CallOutcome, _ certainty: Certainty) {
    self.outcome = outcome
    self.certainty = certainty
  }

  package init(_ outcome: Outcome) {
    switch outcome {
    case .unknown, .running: self.init(CallOutcome(outcome), .unreadable)
    default: self.init(CallOutcome(outcome), .told)
    }
  }
}
