#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A value behind a lock that also works in a forked child.
///
/// The standard library's `Mutex` does not: each thread remembers its own number, the child of a
/// fork keeps its parent's, and its first contended unlock ends the process [Swift 6.3, Linux].
///
/// Sound as Sendable: the value is touched between `lock` and `unlock` only.
@safe package final class Guarded<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  package init(_ value: Value) {
    self.value = value
    unsafe mutex = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    let failure = unsafe pthread_mutex_init(mutex, nil)
    precondition(failure == 0, "a plain mutex takes no resources")
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  package func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    lock()
    defer { unlock() }
    return try body(&value)
  }

  /// nil, without a wait, while another thread has the lock.
  package func withLockIfAvailable<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard unsafe pthread_mutex_trylock(mutex) == 0 else { return nil }
    defer { unlock() }
    return try body(&value)
  }

  /// For the handlers of a fork; everybody else uses `withLock`.
  package func lock() { unsafe pthread_mutex_lock(mutex) }
  package func unlock() { unsafe pthread_mutex_unlock(mutex) }
  /// What a forked child begins with, between `lock` and `unlock`.
  package func replace(by fresh: Value) { value = fresh }
}
