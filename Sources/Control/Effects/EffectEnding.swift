import Events

extension ControlLoop {
  /// How an effect ended.
  public enum EffectOutcome: String, Sendable, Hashable, CaseIterable {
    /// It did what it says.
    case done
    /// It was tried, and did not.
    case failed
    /// It took longer than it may, and was ended.
    case timedOut = "timed_out"
    /// It was not run, because it may not be.
    case refused
    /// It was begun, and nobody knows how far it came: it, or who ran it, was ended before its end.
    case interrupted
  }
}

/// How an effect ended, with what there is to say about it.
struct EffectEnding: Sendable, Hashable {
  var outcome: ControlLoop.EffectOutcome
  /// How long it took; nil where nobody knows.
  var duration: Nanoseconds?
  /// Of a program.
  var exitCode: Int32?
  /// A sentence: what went wrong, and what to do.
  var error: String?

  static let done = EffectEnding(outcome: .done, duration: .zero)
  static func refused(_ reason: String) -> EffectEnding {
    EffectEnding(outcome: .refused, duration: .zero, error: reason)
  }
  static func interrupted(_ reason: String) -> EffectEnding {
    EffectEnding(outcome: .interrupted, error: reason + "; it is not run again")
  }
}
