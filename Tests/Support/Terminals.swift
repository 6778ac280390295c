#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes terminals for programs that look at one.
enum Terminals {
  /// Both ends: what the program writes to `far` is read from `near`.
  static func make() throws -> (near: Int32, far: Int32) {
    #if canImport(Glibc)
      let near = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var number: Int32 = 0
      var isLocked: Int32 = 0
      // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: unlockpt and ptsname, which the Glibc
      // module does not carry.
      guard near >= 0, unsafe ioctl(near, 0x4004_5431, &isLocked) == 0,
        unsafe ioctl(near, 0x8004_5430, &number) == 0
      else { throw Command.Failure(description: "no terminal: error \(errno)") }
      let far = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    #else
      let near = posix_openpt(O_RDWR | O_NOCTTY)
      guard near >= 0, grantpt(near) == 0, unlockpt(near) == 0, let name = unsafe ptsname(near)
      else { throw Command.Failure(description: "no terminal: error \(errno)") }
      let far = unsafe open(name, O_RDWR | O_NOCTTY)
    #endif
    for end in [near, far] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (near, far)
  }
}
