#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

extension OwnProcess {
  /// Ends it as a signal would, so that whoever waits for it sees what it would see of the program that
  /// the signal ended.
  package static func die(by number: Int32) -> Never {
    // Its memory tells nothing of that program's death.
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Glibc)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #else
      _ = unsafe setrlimit(RLIMIT_CORE, &limit)
    #endif
    SignalMask.unblock(number)
    SignalAction.suffer(number)
    // It was one that ends nothing.
    _exit(128 &+ number)
  }

  /// Ends it at once, whatever its other threads do.
  package static func leave(_ code: Int32) -> Never { _exit(code) }
}
