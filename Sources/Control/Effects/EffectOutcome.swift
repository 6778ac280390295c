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
