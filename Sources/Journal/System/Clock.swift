#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
public import Events

extension Timestamp {
  /// The wall clock of this machine.
  public static var current: Timestamp { now() }

  package static func now() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(rawValue: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}

/// Nanoseconds of a clock that never goes back, for deadlines.
package func monotonicNow() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// When patience ends, by the same clock; never, where it is longer than that clock can say.
package func deadline(after patience: Duration) -> Int64 {
  let (sum, overflow) = monotonicNow().addingReportingOverflow(patience.nanoseconds)
  return overflow ? .max : sum
}

/// Gives the processor away for about this long.
package func pause(nanoseconds: Int) {
  if nanoseconds <= 0 {
    sched_yield()
    return
  }
  var time = timespec(tv_sec: 0, tv_nsec: nanoseconds)
  unsafe nanosleep(&time, nil)
}
