#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a started program ended, as the system keeps it until somebody asks.
enum ExitStatus {
  /// Whether it ended; it is not taken away, so that the program's number stays its own.
  static func isThere(of id: pid_t) -> Bool {
    var info = unsafe siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    let result = unsafe waitid(P_PID, id_t(id), &info, flags)
    // Without such a child its end was taken by somebody else in this process.
    return unsafe result == 0 ? info.si_signo != 0 : errno == ECHILD
  }

  /// Waits for the end, and takes it away.
  static func wait(for id: pid_t) -> ProgramEnd.Cause {
    var status: Int32 = 0
    while true {
      let found = unsafe waitpid(id, &status, 0)
      if found == id { break }
      if errno != EINTR { return .lost }
    }
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }
}
