#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A value behind a plain lock, which handlers of a fork can take and give back.
///
/// Sound as Sendable: the value is touched between `lock` and `unlock` only.
@safe final class Guarded<Value>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  init(_ value: sending Value) {
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

  func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    lock()
    defer { unlock() }
    return try body(&value)
  }

  /// For the handlers of a fork; everybody else uses `withLock`.
  func lock() { unsafe pthread_mutex_lock(mutex) }
  func unlock() { unsafe pthread_mutex_unlock(mutex) }
  /// What a forked child begins with, between `lock` and `unlock`.
  func replace(by fresh: Value) { value = fresh }
}
