#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OwnProcess {
  /// Asks another process to end; false where there is none, or it is another user's.
  package static func askToEnd(_ number: Int32) -> Bool { kill(number, SIGTERM) == 0 }

  /// What it makes from now on is its owner's alone.
  package static func makeFilesPrivate() { umask(0o077) }

  /// Whether an open file of this process is a socket.
  package static func isSocket(_ number: Int32) -> Bool {
    var raw = stat()
    return unsafe fstat(number, &raw) == 0
      && UInt32(raw.st_mode) & UInt32(S_IFMT) == UInt32(S_IFSOCK)
  }
}
