#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// What is done between the beginning of a process and that of its program: `posix_spawn`'s own
/// list of it.
@safe final class SpawnActions {
  #if canImport(Glibc)
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #else
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #endif

  /// Signals that a program may have been told to ignore or to be deaf to, which is inherited.
  private static let signals = [
    SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2, SIGCHLD, SIGCONT,
    SIGTSTP, SIGTTIN, SIGTTOU, SIGXFSZ,
  ]

  /// - Parameter hasOwnGroup: whether the program leads a process group of its own, which can be ended
  ///   as a whole, and does not read from the terminal of this one.
  init(hasOwnGroup: Bool = true) {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    if hasOwnGroup { flags |= POSIX_SPAWN_SETPGROUP }
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #endif
    unsafe posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe posix_spawnattr_setsigmask(&attributes, &set)
    for signal in Self.signals { unsafe sigaddset(&set, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &set)
  }

  deinit {
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }

  /// The program has this end of a pipe under a number.
  func give(_ end: PipeEnd, as number: Int32) { give(number: end.number, as: number) }

  /// The program has an open file of this process under a number.
  func give(number source: Int32, as number: Int32) {
    unsafe posix_spawn_file_actions_adddup2(&actions, source, number)
  }

  func openNull(_ number: Int32, _ flags: Int32) { open("/dev/null", as: number, flags) }

  /// The program has a file open under a number.
  func open(_ path: String, as number: Int32, _ flags: Int32) {
    unsafe posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
  }

  /// Whatever this process left open without a mark is not handed on; on macOS a flag does it.
  func closeOthers(from number: Int32) {
    #if canImport(Glibc)
      unsafe tlm_close_from(&actions, number)
    #endif
  }

  /// Starts a program, without a shell.
  func start(
    _ words: [String], _ variables: [(name: String, value: String)]
  ) throws(SpawnFailure) -> pid_t {
    guard let program = words.first else { throw SpawnFailure(number: ENOENT) }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var environment = unsafe Self.environment(variables)
    defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
    var id = pid_t()
    let failure = unsafe posix_spawnp(
      &id, program, &actions, &attributes, &arguments, &environment)
    guard failure == 0 else { throw SpawnFailure(number: failure) }
    return id
  }

  /// This process's own, with some variables set anew.
  static func environment(
    _ variables: [(name: String, value: String)], without removed: [String] = []
  ) -> [UnsafeMutablePointer<CChar>?] {
    let names = variables.map(\.name) + removed
    var result: [UnsafeMutablePointer<CChar>?] = unsafe []
    var place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = unsafe environ
    while let entry = unsafe place.pointee {
      let isOurs = names.contains { name in
        let start = "\(name)="
        return unsafe strncmp(entry, start, start.utf8.count) == 0
      }
      if !isOurs { unsafe result.append(strdup(entry)) }
      unsafe place = place.advanced(by: 1)
    }
    for variable in variables {
      unsafe result.append(strdup("\(variable.name)=\(variable.value)"))
    }
    unsafe result.append(nil)
    return unsafe result
  }
}
