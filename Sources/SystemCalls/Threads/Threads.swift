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

/// Runs `body` on so many threads while this one runs `own`; returns when all are done.
///
/// Where the system gives fewer threads, or none, fewer run: what `own` does must be all the work.
/// However it ends, it must have seen to it that `body` does, too.
package func onThreads<Result, Failure: Error>(
  _ others: Int, beside own: () throws(Failure) -> Result, _ body: @escaping @Sendable () -> Void
) throws(Failure) -> Result {
  var threads: [pthread_t] = []
  let count = ProcessLimit.addressSpace < leastForThreads ? 0 : others
  for _ in 0..<max(0, count) {
    guard let thread = startThread(body) else { break }
    threads.append(thread)
  }
  defer { for thread in threads { pthread_join(thread, nil) } }
  return try own()
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

/// What a thread of its own works out while this one does something else.
package final class BackgroundWork<Result: Sendable>: Sendable {
  private let body: @Sendable () -> Result
  private let result = Guarded<Result?>(nil)
  private let thread = Guarded<pthread_t?>(nil)

  /// Begins it; where there can be no thread, it is done once it is asked for.
  package init(_ body: @escaping @Sendable () -> Result) {
    self.body = body
    let result = result
    let started = startThread {
      let found = body()
      result.withLock { $0 = found }
    }
    thread.withLock { $0 = started }
  }

  /// What came of it; waits for it.
  package func value() -> Result {
    if let running = thread.withLock({ thread in
      defer { thread = nil }
      return thread
    }) {
      pthread_join(running, nil)
    }
    if let found = result.withLock({ $0 }) { return found }
    let found = body()
    result.withLock { $0 = found }
    return found
  }

  /// What came of it, if it is done.
  package var valueIfDone: Result? { result.withLock { $0 } }

  deinit {
    // Nobody wants it any more; the thread ends by itself.
    if let running = thread.withLock({ $0 }) { pthread_detach(running) }
  }
}
