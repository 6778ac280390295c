#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal

/// One run of a program, seen through to its end: fed, listened to, ended with all that it started
/// where it takes too long.
///
/// It blocks, and so belongs on a thread of its own (`Acting`).
struct ProgramRun {
  private let errand: Errand
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
  static func run(_ errand: Errand, while isWanted: () -> Bool) -> ProgramEnd {
    withoutPipeSignal()
    let began = monotonicNow()
    do throws(SpawnFailure) {
      var run = ProgramRun(errand, try SpawnedProgram(errand), began)
      return run.finish(while: isWanted)
    } catch {
      return ProgramEnd(
        cause: .notStarted(error.number),
        duration: Nanoseconds(rawValue: monotonicNow() - began))
    }
  }

  private init(_ errand: Errand, _ child: SpawnedProgram, _ began: Int64) {
    self.errand = errand
    self.began = began
    id = child.id
    feeds = zip(errand.inputs, child.inputs).map { Feed($1, $0.bytes) }
    errors = Listening(child.errors)
    output = child.output.map { Listening($0) }
  }

  private mutating func finish(while isWanted: () -> Bool) -> ProgramEnd {
    let (deadline, overflow) = began.addingReportingOverflow(errand.timeout.rawValue)
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
      cause: cause, duration: Nanoseconds(rawValue: monotonicNow() - began),
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

/// Bytes on their way to a program.
private struct Feed {
  /// Nil once everything is given, or nobody takes it.
  private(set) var file: PipeEnd?
  private var rest: ArraySlice<UInt8>

  init(_ file: PipeEnd, _ bytes: [UInt8]) {
    self.file = file
    rest = bytes[...]
  }

  mutating func push() {
    guard let file else { return }
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(file.number, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        break
      }
    }
    self.file = nil
  }
}

/// The last that a program says.
private struct Listening {
  /// Nil once nobody can say anything more.
  private(set) var file: PipeEnd?
  private var bytes: [UInt8] = []
  private var hasMore = false

  /// Bytes that are kept.
  private static let kept = 2048

  init(_ file: PipeEnd) { self.file = file }

  var isAtEnd: Bool { file == nil }

  var text: String {
    // A character that was cut in two is left out.
    let whole = hasMore ? bytes.drop { $0 & 0xc0 == 0x80 } : bytes[...]
    return PlainText.line(String(decoding: whole, as: UTF8.self))
  }

  mutating func pull() {
    var room = [UInt8](repeating: 0, count: 1 << 14)
    // A program that never stops talking is not listened to without end.
    for _ in 0..<64 {
      guard let file else { return }
      let count = unsafe room.withUnsafeMutableBytes {
        unsafe read(file.number, $0.baseAddress, $0.count)
      }
      if count > 0 {
        bytes += room[..<count]
        if bytes.count > Self.kept {
          bytes = Array(bytes.suffix(Self.kept))
          hasMore = true
        }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        self.file = nil
      } else if errno == EAGAIN {
        return
      }
    }
  }
}
