#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs `body` on a thread of its own, for work that blocks; false where none could be had.
@discardableResult
package func detachThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let work = unsafe Unmanaged.passRetained(Work(body))
  #if canImport(Glibc)
    var thread = pthread_t()
    let result = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard result == 0 else {
      unsafe work.release()
      return false
    }
    pthread_detach(thread)
  #else
    var thread: pthread_t?
    let result = unsafe pthread_create(
      &thread, nil,
      { raw in
        unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard result == 0, let thread = unsafe thread else {
      unsafe work.release()
      return false
    }
    unsafe pthread_detach(thread)
  #endif
  return true
}
