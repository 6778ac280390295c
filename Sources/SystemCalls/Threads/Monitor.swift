#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A value that threads change one at a time, and whose changes they can wait for.
///
/// `Mutex` has no way to wait, and a task that blocks would hold one of the few threads that
/// everybody's tasks share.
@safe package final class Monitor<State>: @unchecked Sendable {
  // Sendable, because `state` is touched under `mutex` only.
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  package init(_ state: sending State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    // Neither can fail with default attributes on the systems we build for.
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe changed.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    #if os(Linux)
      // The time of day may be set back while somebody waits.
      unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    #endif
    unsafe pthread_cond_init(changed, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the value and wakes all who wait.
  package func change<Result>(_ body: (inout State) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(mutex)
    }
    return body(&state)
  }

  /// Waits until `answer` is not nil; it is asked again after each change.
  ///
  /// - Parameter answer: may change the value; those who wait are not woken by that.
  package func wait<Answer>(for answer: (inout State) -> Answer?) -> Answer {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let answer = answer(&state) { return answer }
      unsafe pthread_cond_wait(changed, mutex)
    }
  }

  /// The same for so long at most: nil, where there was no answer by then.
  package func wait<Answer>(
    atMost bound: Duration, for answer: (inout State) -> Answer?
  ) -> Answer? {
    let deadline = SystemCalls.deadline(after: bound)
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(mutex)
    }
    while true {
      if let answer = answer(&state) { return answer }
      let rest = deadline - monotonicNow()
      if rest <= 0 { return nil }
      // Longer than a day is asked for again.
      waitOnce(atMost_ns: min(rest, 86_400_000_000_000))
    }
  }

  private func waitOnce(atMost_ns bound: Int64) {
    let second: Int64 = 1_000_000_000
    #if os(Linux)
      let end = monotonicNow() + bound
      var time = timespec(tv_sec: Int(end / second), tv_nsec: Int(end % second))
      unsafe pthread_cond_timedwait(changed, mutex, &time)
    #else
      var time = timespec(tv_sec: Int(bound / second), tv_nsec: Int(bound % second))
      unsafe pthread_cond_timedwait_relative_np(changed, mutex, &time)
    #endif
  }
}
