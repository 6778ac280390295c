#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// A program that a test runs: what it is given, what it says, how it ends.
package final class Command {
  /// What a program said and how it ended.
  package struct Result: Sendable {
    /// The exit code; 128 and the number of the signal that ended it.
    package let code: Int32
    package let bytes: [UInt8]
    package let errorBytes: [UInt8]

    package var output: String { String(decoding: bytes, as: UTF8.self) }
    package var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    /// Lines of output, without what a terminal adds to their ends.
    package var lines: [String] {
      let plain = output.replacing("\r\n", with: "\n")
      return plain.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast(plain.isEmpty || plain.hasSuffix("\n") ? 1 : 0).map(String.init)
    }
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
  }

  /// Which of its streams is a terminal.
  package enum Screen: Sendable {
    case none, output, errors
    /// All of them, and it is the one whose keys interrupt the program: a person sits there.
    case whole
  }

  package let process: Int32
  /// -1 once it is closed.
  var input: Int32
  var output: Int32
  var errors: Int32
  var pending: ArraySlice<UInt8> = []
  var closesInput = false
  var said: [UInt8] = []
  var complained: [UInt8] = []
  /// How much of `said` was read line by line.
  var taken = 0
  private var code: Int32?

  /// Between making a pipe and starting the program, no other test may start one that inherits it.
  private static let starting = Mutex(())

  /// Starts `path`. Nothing of this process's environment is passed on.
  package init(
    _ path: String, _ arguments: [String], environment: [String: String], in folder: String,
    screen: Screen = .none
  ) throws {
    // A program that does not read its input must not end the tests.
    ignorePipeSignal()
    (process, input, output, errors) = try Self.starting.withLock { _ in
      let spawn = try Spawn(screen)
      let process = try spawn.start(path, arguments, environment, folder)
      return (process, spawn.input.write, spawn.output.read, spawn.errors.read)
    }
    for number in [input, output, errors] {
      _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    if code == nil {
      kill(process, SIGKILL)
      _ = wait()
    }
    for number in [input, output, errors] where number >= 0 { close(number) }
  }

  package func signal(_ number: Int32) { if code == nil { kill(process, number) } }

  /// How the program ended; it has closed its output, or was killed.
  func wait() -> Int32 {
    if let code { return code }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let ended = status & 0x7f
    let result = ended == 0 ? (status >> 8) & 0xff : 128 + ended
    code = result
    return result
  }
}

private func ignorePipeSignal() { signal(SIGPIPE, SIG_IGN) }

/// The streams of a program that is about to start.
private struct Spawn {
  struct Pipe {
    var read: Int32
    var write: Int32

    init() throws {
      var ends: [Int32] = [-1, -1]
      // At once: a program that another test starts in between would hold an end for all its life.
      #if canImport(Glibc)
        let made = unsafe pipe2(&ends, O_CLOEXEC)
      #else
        let made = unsafe pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      #endif
      guard made == 0 else { throw Command.Failure(description: "no pipe: \(errno)") }
      (read, write) = (ends[0], ends[1])
    }
  }

  var input: Pipe
  var output: Pipe
  var errors: Pipe
  /// The file of the terminal that is all of its streams.
  var terminal: String?

  init(_ screen: Command.Screen) throws {
    input = try Pipe()
    output = try Pipe()
    errors = try Pipe()
    guard screen != .none else { return }
    let (near, far, path) = try Terminals.make()
    switch screen {
    case .output: Self.replace(&output, near, far)
    case .errors: Self.replace(&errors, near, far)
    default:
      terminal = path
      Self.replace(&output, near, far)
      Self.replace(&input, fcntl(far, F_DUPFD_CLOEXEC, 0), fcntl(near, F_DUPFD_CLOEXEC, 0))
    }
  }

  private static func replace(_ pipe: inout Pipe, _ near: Int32, _ far: Int32) {
    close(pipe.read)
    close(pipe.write)
    (pipe.read, pipe.write) = (near, far)
  }

  /// Starts the program and closes its ends of the streams here.
  func start(
    _ path: String, _ arguments: [String], _ environment: [String: String], _ folder: String
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let terminal {
      // The first terminal that the leader of a session opens is its own.
      unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      for number in [Int32(1), 2] {
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, number)
      }
    } else {
      for (number, end) in [(Int32(0), input.read), (1, output.write), (2, errors.write)] {
        unsafe posix_spawn_file_actions_adddup2(&actions, end, number)
      }
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // Ignored signals are inherited: the program begins with the ones that every program has.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    // So are blocked ones, and tests run on threads that block them all.
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    // POSIX_SPAWN_SETSID of spawn.h, which the Glibc module does not carry.
    let session: Int32 = terminal == nil ? 0 : 0x80
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | session))
    // The shell only enters the folder; not every system can start a program in another one.
    let enter = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path]
    let words = unsafe (enter + arguments).map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(&process, enter[0], &actions, &attributes, words, variables)
    for end in [input.read, output.write, errors.write] { close(end) }
    guard failure == 0 else {
      throw Command.Failure(description: "\(path) does not start: error \(failure)")
    }
    return process
  }
}
