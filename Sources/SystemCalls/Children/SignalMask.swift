#if canImport(Glibc)
  import CLinux
  import Glibc
#else
  import Darwin
#endif

/// Which signals wait instead of arriving. A program has it from whoever began it.
struct SignalMask: Sendable {
  private(set) var set = sigset_t()

  /// That of this thread.
  static var own: SignalMask {
    var mask = SignalMask()
    _ = unsafe pthread_sigmask(SIG_SETMASK, nil, &mask.set)
    return mask
  }

  /// Makes it this thread's.
  func apply() {
    var set = set
    _ = unsafe pthread_sigmask(SIG_SETMASK, &set, nil)
  }

  /// Lets a signal arrive at this thread.
  static func unblock(_ number: Int32) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
