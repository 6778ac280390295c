/// How serious an event is, in the words of swift-log.
public enum EventLevel: String, Sendable, CaseIterable, Comparable {
  /// Steps that are followed to find a fault.
  case trace
  /// What helps to find a fault.
  case debug
  /// What happens as it should.
  case info
  /// What happens as it should, and seldom.
  case notice
  /// What is no error, and may lead to one.
  case warning
  /// What went wrong.
  case error
  /// What went wrong and has to be looked at now.
  case critical

  /// Whether it is less serious than another.
  public static func < (left: EventLevel, right: EventLevel) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
