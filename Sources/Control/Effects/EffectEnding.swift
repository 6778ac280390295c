import Events

/// How an effect ended.
struct EffectEnding: Sendable, Hashable {
  var outcome: EffectOutcome
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
