#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes terminals for programs that look at one.
enum Terminals {
  /// Both ends: what the program writes to `far` is read from `near`; and the file of the far one.
  static func make() throws -> (near: Int32, far: Int32, path: String) {
    #if canImport(Glibc)
      let near = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var number: Int32 = 0
      var isLocked: Int32 = 0
      // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: unlockpt and ptsname, which the Glibc
      // module does not carry.
      guard near >= 0, unsafe ioctl(near, 0x4004_5431, &isLocked) == 0,
        unsafe ioctl(near, 0x8004_5430, &number) == 0
      else { throw Command.Failure(description: "no terminal: error \(errno)") }
      let path = "/dev/pts/\(number)"
      let far = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    #else
      let near = posix_openpt(O_RDWR | O_NOCTTY)
      guard near >= 0, grantpt(near) == 0, unlockpt(near) == 0, let name = unsafe ptsname(near)
      else { throw Command.Failure(description: "no terminal: error \(errno)") }
      let path = unsafe String(cString: name)
      let far = unsafe open(path, O_RDWR | O_NOCTTY)
    #endif
    for end in [near, far] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (near, far, path)
  }
}
