#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs `body` on `count` threads at once, this one included, and returns when all are done.
///
/// Where the system gives no further thread, or little memory for their stacks, fewer run: `body`
/// must do all the work even alone.
package func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  var others: [pthread_t] = []
  let count = ProcessLimit.addressSpace < leastForThreads ? 1 : count
  for _ in 1..<max(1, count) {
    guard let thread = startThread(body) else { break }
    others.append(thread)
  }
  body()
  for thread in others { pthread_join(thread, nil) }
}

/// Bytes that may be mapped; less is left to what has to be there.
private let leastForThreads: Int64 = 1 << 30

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let context = unsafe Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = unsafe pthread_create(&thread, nil, { runThread($0) }, context.toOpaque())
  #else
    var thread = pthread_t()
    let status = unsafe pthread_create(&thread, nil, { unsafe runThread($0) }, context.toOpaque())
  #endif
  if status != 0 {
    unsafe context.release()
    return nil
  }
  return thread
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  // Sound: `startThread` passed one retained body to exactly this one thread.
  unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
  return nil
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
