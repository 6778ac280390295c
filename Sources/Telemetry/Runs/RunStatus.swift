/// How a run stands, in the words of run records.
public enum RunStatus: String, Sendable, CaseIterable {
  /// It goes on.
  case running
  /// It did what it was to do.
  case success
  /// It did not.
  case failure
  /// It did some of it.
  case partial
  /// It took too long, and was ended.
  case timeout
  /// It was ended by whoever did not want it any more, or its program died.
  case cancelled
}
