#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// The beginning of a child that takes this process's place: `posix_spawn`'s own list of what is done
/// before its program begins.
@safe final class ChildStart {
  #if canImport(Glibc)
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #else
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #endif

  /// POSIX_SPAWN_SETSID of spawn.h, which the Glibc module does not carry.
  private static let ownSession: Int32 = 0x80

  /// - Parameters:
  ///   - hasTerminal: whether the child leads a session of its own, as the owner of a terminal does; else
  ///     it stays among the processes that the terminal of this one sends its signals to.
  ///   - mask: the signals that wait for it, as this process was given them.
  init(hasTerminal: Bool, mask: SignalMask) {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    var set = sigset_t()
    unsafe sigemptyset(&set)
    // What this process ignores for itself alone.
    for signal in OwnProcess.signalsIgnoredHere { unsafe sigaddset(&set, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &set)
    var mask = mask.set
    unsafe posix_spawnattr_setsigmask(&attributes, &mask)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (hasTerminal ? Self.ownSession : 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
  }

  deinit {
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
  }

  func give(_ source: Int32, as number: Int32) {
    unsafe posix_spawn_file_actions_adddup2(&actions, source, number)
  }

  /// Opens a terminal; the first one that the leader of a session opens is its own.
  func openTerminal(_ path: String, as number: Int32) {
    unsafe posix_spawn_file_actions_addopen(&actions, number, path, O_RDWR, 0)
  }

  /// - Throws: the system's number for why there is no such program, or why it cannot be run.
  func start(_ plan: ChildPlan) throws(SpawnFailure) -> pid_t {
    do throws(SpawnFailure) { return try start(plan.words, plan) } catch {
      // A script that does not say what it is for is the shell's, as for every shell.
      guard error.number == ENOEXEC, let name = plan.words.first,
        let path = ProgramSearch.path(of: String(decoding: name, as: UTF8.self))
      else { throw error }
      return try start([Array("/bin/sh".utf8), Array(path.utf8)] + plan.words.dropFirst(), plan)
    }
  }

  private func start(_ words: [[UInt8]], _ plan: ChildPlan) throws(SpawnFailure) -> pid_t {
    guard !words.isEmpty else { throw SpawnFailure(number: ENOENT) }
    var arguments = unsafe words.map { word in
      unsafe (word + [0]).withUnsafeBytes { bytes in
        unsafe strdup(bytes.baseAddress!.assumingMemoryBound(to: CChar.self))
      }
    }
    unsafe arguments.append(nil)
    var environment = unsafe SpawnActions.environment(
      plan.variables, without: plan.removedVariables)
    defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
    var id = pid_t()
    let failure = unsafe posix_spawnp(
      &id, arguments[0]!, &actions, &attributes, &arguments, &environment)
    guard failure == 0 else { throw SpawnFailure(number: failure) }
    return id
  }
}

/// Looking for a program as `execvp` does.
enum ProgramSearch {
  /// Where it stands; nil where there is none.
  static func path(of name: String) -> String? {
    if name.utf8.contains(UInt8(ascii: "/")) { return name }
    let folders = OwnProcess.variable("PATH") ?? "/bin:/usr/bin"
    for folder in folders.split(separator: ":", omittingEmptySubsequences: false) {
      let path = (folder.isEmpty ? "." : String(folder)) + "/" + name
      if unsafe access(path, X_OK) == 0 { return path }
    }
    return nil
  }
}
