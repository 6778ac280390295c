#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system calls that a test can make fail, by name.
package enum Call: String, Sendable, CaseIterable {
  case open, read, pread, write, pwrite, fstat, stat, lseek, flock, reserve, fdatasync, fsync
  case link, unlink, rename, mkdir, fchmod, symlink, readdir, close
}

/// A system call that failed: which one, on what, and the system's own number for why.
package struct SystemError: Error, Equatable {
  package let call: Call
  package let path: String
  package let number: Int32

  package init(_ call: Call, _ path: String, _ number: Int32 = errno) {
    self.call = call
    self.path = path
    self.number = number
  }

  /// The system's own words, for example `No space left on device`.
  package var words: String { Self.words(of: number) }
}

extension SystemError: CustomStringConvertible {
  package var description: String { "\(call.rawValue) \(path): \(words)" }
}
