#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// A process that a test started, spoken to over its standard input and output.
///
/// It ends with its owner: whatever happens in the test, the process is killed by its own number
/// and waited for.
package final class Child: Sendable {
  package enum End: Sendable, Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  /// Nothing came for so long that something must hang.
  package struct Stuck: Error, CustomStringConvertible {
    package let description: String
  }

  #if canImport(Glibc)
    private typealias Attributes = posix_spawnattr_t
  #else
    private typealias Attributes = posix_spawnattr_t?
  #endif

  private struct State {
    var received: [UInt8] = []
    var isAtEnd = false
    var end: End?
  }

  package let id: Int32
  private let name: String
  private let socket: Int32
  private let state = Mutex(State())

  /// - Parameter output: a file for the standard output; without one it is read by `line`.
  package init(_ command: [String], output: String? = nil) throws {
    name = command.joined(separator: " ")
    var pair: (Int32, Int32) = (-1, -1)
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let made = unsafe withUnsafeMutablePointer(to: &pair) { pair in
      unsafe pair.withMemoryRebound(to: Int32.self, capacity: 2) {
        unsafe socketpair(AF_UNIX, kind, 0, $0)
      }
    }
    guard made == 0 else { throw Stuck(description: "no socket for \(name)") }
    socket = pair.0
    defer { close(pair.1) }
    id = try Self.spawn(command, pair.1, output)
  }

  deinit {
    finish()
    close(socket)
  }

  private static func spawn(_ command: [String], _ socket: Int32, _ output: String?) throws -> pid_t
  {
    #if canImport(Glibc)
      var actions = unsafe posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, socket, 0)
    if let output {
      unsafe posix_spawn_file_actions_addopen(
        &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    } else {
      unsafe posix_spawn_file_actions_adddup2(&actions, socket, 1)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var id = pid_t()
    let failure = unsafe withAttributes {
      unsafe posix_spawnp(&id, command[0], &actions, $0, arguments, environ)
    }
    guard failure == 0 else { throw Stuck(description: "\(command) cannot be started: \(failure)") }
    return id
  }

  /// A process that a person would start has no signal blocked; the thread of a test may have any.
  private static func withAttributes<Answer>(
    _ body: (UnsafePointer<Attributes>) throws -> Answer
  ) rethrows -> Answer {
    #if canImport(Glibc)
      var attributes = Attributes()
    #else
      var attributes: Attributes = nil
    #endif
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    return try unsafe body(&attributes)
  }

  /// The next whole line that the process printed; nil when it ended (a torn line does not count).
  package func line(within seconds: Int32 = 120) throws -> String? {
    try state.withLock { state in
      while true {
        if let newline = state.received.firstIndex(of: 10) {
          let line = String(decoding: state.received[..<newline], as: UTF8.self)
          state.received.removeFirst(newline + 1)
          return line
        }
        if state.isAtEnd { return nil }
        try receive(&state, seconds)
      }
    }
  }

  /// All lines until the process ended.
  package func lines() throws -> [String] {
    var lines: [String] = []
    while let line = try line() { lines.append(line) }
    return lines
  }

  private func receive(_ state: inout State, _ seconds: Int32) throws {
    var waited = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    let ready = unsafe poll(&waited, 1, seconds * 1000)
    guard ready != 0 else { throw Stuck(description: "nothing from \(name) for \(seconds) s") }
    // A signal came; whoever asks goes on asking.
    guard ready > 0 else { return }
    var room = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe room.withUnsafeMutableBytes {
      unsafe recv(socket, $0.baseAddress, $0.count, 0)
    }
    if count > 0 { state.received += room[..<count] } else { state.isAtEnd = true }
  }

  /// Writes a line to the process; one that died does not hear it.
  package func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    #if canImport(Glibc)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    _ = unsafe bytes.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, flags) }
  }

  /// The process reads the end of its input.
  package func closeInput() { _ = shutdown(socket, Int32(SHUT_WR)) }

  /// Sends a signal to the process, unless it was waited for already.
  package func signal(_ number: Int32) {
    state.withLock { if $0.end == nil { _ = kill(id, number) } }
  }

  /// Stops the process and returns when it stands still.
  package func stop() {
    signal(SIGSTOP)
    state.withLock { take(&$0, WUNTRACED) }
  }

  /// Keeps how it ended, if it did: its number is somebody else's from then on.
  private func take(_ state: inout State, _ flags: Int32) {
    guard state.end == nil else { return }
    var status: Int32 = 0
    var found: pid_t = -1
    repeat { found = unsafe waitpid(id, &status, flags) } while found < 0 && errno == EINTR
    guard found == id, status & 0xff != 0x7f else { return }
    let signal = status & 0x7f
    state.end = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal)
  }

  /// Whether the process has ended by itself.
  package var hasEnded: Bool {
    state.withLock { state in
      take(&state, WNOHANG)
      return state.end != nil
    }
  }

  /// Returns when the process ended.
  @discardableResult
  package func wait() -> End {
    // It stays there to be waited for, and so its number its own, until the lock is held.
    var info = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
    return state.withLock { state in
      take(&state, 0)
      // A child that nobody can wait for any more is none that ended well.
      return state.end ?? .exited(-1)
    }
  }

  /// Kills the process if it lives, and waits for it.
  @discardableResult
  package func finish() -> End {
    signal(SIGKILL)
    return wait()
  }
}
