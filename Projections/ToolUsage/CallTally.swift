package import Events

/// How a call of a tool ended; the more particular ways come first.
package enum CallOutcome: UInt8, Sendable {
  /// It was not allowed to run.
  case blocked
  /// A person called it off, so that its time says nothing of the tool.
  case cancelled
  case failure
  /// In another way, for example by a timeout.
  case other
  case success

  /// Whether its time is the tool's, and not a person's.
  package var isTimed: Bool { self != .blocked && self != .cancelled }

  init(_ outcome: Outcome) {
    switch outcome {
    case .success: self = .success
    case .failure: self = .failure
    case .cancelled: self = .cancelled
    case .blocked: self = .blocked
    case .skipped, .partial, .timeout, .running, .unknown: self = .other
    }
  }
}

/// Calls that are counted together: of one tool at one risk, or merged from such.
package struct CallTally: Codable, Sendable, Equatable {
  package private(set) var success = 0
  package private(set) var failure = 0
  package private(set) var other = 0
  /// Calls that were not allowed to run.
  package private(set) var blocked = 0
  /// How long the others took, as far as it is known.
  package private(set) var durations = Distribution()

  /// Calls that ran.
  package var ran: Int { success + failure + other }
  /// All calls.
  package var calls: Int { ran + blocked }
  /// The share of failures among those that ran; nil where none did.
  package var errorRate: Double? { failure.ratio(of: ran) }

  package init() {}

  package mutating func record(_ outcome: CallOutcome, _ measured: MeasuredDuration) {
    switch outcome {
    case .success: success += 1
    case .failure: failure += 1
    case .other: other += 1
    case .cancelled:
      other += 1
      return
    case .blocked:
      blocked += 1
      return
    }
    if case .valid(let duration) = measured { durations.record(duration) }
  }

  package mutating func merge(_ more: CallTally) {
    success += more.success
    failure += more.failure
    other += more.other
    blocked += more.blocked
    durations.merge(more.durations)
  }
}
