#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What this process does about a signal.
enum SignalAction {
  typealias Handler =
    @convention(c) (
      Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
    ) -> Void

  /// Has a handler called, which may do little (signal-safety(7)).
  static func set(_ number: Int32, _ handler: @escaping Handler) {
    var action = sigaction()
    #if os(Linux)
      unsafe action.__sigaction_handler.sa_sigaction = unsafe handler
    #else
      unsafe action.__sigaction_u.__sa_sigaction = unsafe handler
    #endif
    // Reads and writes go on afterwards.
    action.sa_flags = SA_RESTART | SA_SIGINFO
    _ = unsafe sigaction(number, &action, nil)
  }

  static func isIgnored(_ number: Int32) -> Bool {
    var known = sigaction()
    guard unsafe sigaction(number, nil, &known) == 0 else { return false }
    #if os(Linux)
      return unsafe unsafeBitCast(known.__sigaction_handler.sa_handler, to: Int.self) == 1
    #else
      return unsafe unsafeBitCast(known.__sigaction_u.__sa_handler, to: Int.self) == 1
    #endif
  }

  /// Has the signal do to this thread what it does to a program that knows nothing of it, and puts back
  /// what was done about it before, where that is not the end.
  static func suffer(_ number: Int32) {
    var plain = sigaction()
    var before = sigaction()
    _ = unsafe sigaction(number, &plain, &before)
    raise(number)
    _ = unsafe sigaction(number, &before, nil)
  }
}
