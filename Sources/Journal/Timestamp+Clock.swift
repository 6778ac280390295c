public import Events
import SystemCalls

extension Timestamp {
  /// The wall clock of this machine.
  public static var current: Timestamp { now() }

  package static func now() -> Timestamp { Timestamp(rawValue: wallClock_ns()) }
}
