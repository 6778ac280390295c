#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output and standard error of this process.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Whether a person's terminal stands at the other end.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether it is a terminal that others do not write on meanwhile: what a shell runs by `&` is behind
  /// them. Of a terminal that is not this session's nobody knows.
  package var isInForeground: Bool {
    guard isTerminal else { return false }
    let group = tcgetpgrp(rawValue)
    return group < 0 || group == getpgrp()
  }

  /// Whether a person's terminal stands at the other end of standard input.
  package static var isTalkedTo: Bool { isatty(0) == 1 }

  /// Columns of that terminal; nil where it has none.
  package var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all of `bytes`.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { all in
        unsafe rawWrite(rawValue, UnsafeRawBufferPointer(rebasing: all[done...]))
      }
      if written >= 0 {
        done += written
      } else if errno == EAGAIN {
        // Another program that has it made it impatient; it is not ours to change.
        var polled = [pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)]
        _ = unsafe poll(&polled, 1, -1)
      } else if errno != EINTR {
        throw SystemError(.write, self == .output ? "standard output" : "standard error")
      }
    }
  }
}
