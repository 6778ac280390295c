#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// One run of a program, seen through to its end: fed, listened to, ended with all that it started
/// where it takes too long.
///
/// It blocks, and so belongs on a thread of its own.
package struct ProgramRun {
  private let program: Program
  private let id: pid_t
  private let began: Int64
  private var feeds: [Feed]
  private var errors: Listening
  private var output: Listening?

  /// After asking a program to end it is made to, so much later.
  private static let grace: Int64 = 2_000_000_000
  /// Nothing notices faster than this that a program ended or is no longer wanted.
  private static let longestPause_ms: Int32 = 20

  /// Runs a program to its end.
  ///
  /// - Parameter isWanted: asked again and again; once it is false the program is ended.
  package static func run(_ program: Program, while isWanted: () -> Bool) -> ProgramEnd {
    withoutPipeSignal()
    let began = monotonicNow()
    do throws(SpawnFailure) {
      var run = ProgramRun(program, try SpawnedProgram(program), began)
      return run.finish(while: isWanted)
    } catch {
      return ProgramEnd(
        cause: .notStarted(error.number),
        duration: .nanoseconds(monotonicNow() - began))
    }
  }

  private init(_ program: Program, _ child: SpawnedProgram, _ began: Int64) {
    self.program = program
    self.began = began
    id = child.id
    feeds = zip(program.inputs, child.inputs).map { Feed($1, $0.bytes) }
    errors = Listening(child.errors)
    output = child.output.map { Listening($0) }
  }

  private mutating func finish(while isWanted: () -> Bool) -> ProgramEnd {
    let (deadline, overflow) = began.addingReportingOverflow(program.timeout.nanoseconds)
    var ended: ProgramEnd.Cause?
    var last = Int64.max
    var pause_ms: Int32 = 1
    while true {
      let hasExited = ExitStatus.isThere(of: id)
      move()
      let now = monotonicNow()
      if let ended {
        // Its number stays taken until it is waited for, so the signal meets nobody else.
        if hasExited && errors.isAtEnd || now >= last {
          kill(-id, SIGKILL)
          _ = ExitStatus.wait(for: id)
          return end(ended)
        }
      } else if hasExited {
        return end(ExitStatus.wait(for: id))
      } else if !isWanted() || !overflow && now >= deadline {
        ended = isWanted() ? .timedOut : .cancelled
        last = now + Self.grace
        kill(-id, SIGTERM)
        pause_ms = 1
      }
      rest(pause_ms)
      pause_ms = min(2 * pause_ms, Self.longestPause_ms)
    }
  }

  private mutating func end(_ cause: ProgramEnd.Cause) -> ProgramEnd {
    move()
    return ProgramEnd(
      cause: cause, duration: .nanoseconds(monotonicNow() - began),
      output: output?.text ?? "", errors: errors.text)
  }

  /// Gives and takes what is possible without waiting.
  private mutating func move() {
    for index in feeds.indices { feeds[index].push() }
    errors.pull()
    output?.pull()
  }

  /// Waits for something to give or to take, but not for long: an end is not announced.
  private func rest(_ pause_ms: Int32) {
    var polled: [pollfd] = []
    for feed in feeds {
      guard let file = feed.file else { continue }
      polled.append(pollfd(fd: file.number, events: Int16(POLLOUT), revents: 0))
    }
    for listening in [errors, output] {
      guard let file = listening?.file else { continue }
      polled.append(pollfd(fd: file.number, events: Int16(POLLIN), revents: 0))
    }
    _ = unsafe poll(&polled, nfds_t(polled.count), pause_ms)
  }

  /// A program that does not read its input must not end this process: what this thread writes in
  /// vain is an error of the write alone.
  private static func withoutPipeSignal() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
