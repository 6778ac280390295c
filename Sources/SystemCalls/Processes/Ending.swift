#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs a function when the process ends by `exit`, or by returning from `main` (atexit(3)).
package func atExit(_ body: @convention(c) () -> Void) { atexit(body) }

/// Where the number of the signal is written; -1 as long as nobody waits for it.
nonisolated(unsafe) private var asked: Int32 = -1
/// The process whose thread waits for it: a child that it forked has the handler and not the thread.
nonisolated(unsafe) private var asker: Int32 = 0

/// Runs a function on a thread of its own when the process is asked to end by SIGTERM, and lets it end
/// by the signal afterwards. Nothing where the program has a handler of its own, or ignores the signal.
package func onTermination(_ body: @escaping @Sendable () -> Void) {
  var old = sigaction()
  guard unsafe sigaction(SIGTERM, nil, &old) == 0, isDefault(old) || isForked(old),
    let (arrival, departure) = try? PipeEnd.pair()
  else { return }
  // They stay open for ever: a handler that is on its way must not find another file under its number.
  for end in [arrival, departure] { unsafe _ = Unmanaged.passRetained(end) }
  let number = arrival.number
  let isHeard = detachThread {
    var byte: UInt8 = 0
    while unsafe read(number, &byte, 1) < 0 && errno == EINTR {}
    body()
    signal(SIGTERM, SIG_DFL)
    kill(getpid(), SIGTERM)
  }
  guard isHeard else { return }
  unsafe asked = departure.number
  unsafe asker = getpid()
  signal(SIGTERM, hear)
}

private let hear: @convention(c) (Int32) -> Void = { _ in
  let failure = errno
  if unsafe asker == getpid() {
    var byte: UInt8 = 1
    _ = unsafe write(asked, &byte, 1)
  } else {
    signal(SIGTERM, SIG_DFL)
    kill(getpid(), SIGTERM)
  }
  errno = failure
}

/// Whether it is the handler of the process that this one was forked from, whose thread is not here.
private func isForked(_ action: sigaction) -> Bool {
  unsafe asker != 0 && asker != getpid() && handler(of: action) == unsafeBitCast(hear, to: Int.self)
}

private func isDefault(_ action: sigaction) -> Bool { handler(of: action) == 0 }

/// Its place in memory.
private func handler(of action: sigaction) -> Int {
  #if os(Linux)
    unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
  #else
    unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
  #endif
}
