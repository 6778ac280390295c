#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nanoseconds since 1970 by the wall clock of this machine.
package func wallClock_ns() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Nanoseconds of a clock that never goes back, for deadlines.
package func monotonicNow() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// When a timeout ends, by the same clock; never, where it is longer than that clock can say.
package func deadline(after timeout: Duration) -> Int64 {
  let (sum, overflow) = monotonicNow().addingReportingOverflow(timeout.nanoseconds)
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

/// Seconds that local time is ahead of UTC at an instant; 0 where the system does not say.
package func localTimeOffset_s(at seconds: Int64) -> Int64 {
  var seconds = time_t(seconds)
  var parts = unsafe tm()
  guard unsafe localtime_r(&seconds, &parts) != nil else { return 0 }
  return Int64(unsafe parts.tm_gmtoff)
}

extension Duration {
  /// Whole nanoseconds; the largest number where it does not fit.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
  }
}
