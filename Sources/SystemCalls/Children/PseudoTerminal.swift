#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A terminal of this process's making, that looks like the one at which the person sits.
final class PseudoTerminal: Sendable {
  /// This process's side: what is written here is typed there.
  let near: PipeEnd
  /// The file of the child's side.
  let path: String
  /// Keeps the terminal as it was set up until the child has it open itself.
  private let far: Guarded<Descriptor?>

  /// - Parameter settings: how the person's terminal behaves, which this one does, too.
  init(like settings: termios) throws(SpawnFailure) {
    let number = rawOpen("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC, 0)
    guard number >= 0 else { throw SpawnFailure(number: errno) }
    near = try PipeEnd(taking: number)
    guard let path = Self.unlock(near.number) else { throw SpawnFailure(number: errno) }
    self.path = path
    let other = rawOpen(path, O_RDWR | O_NOCTTY | O_CLOEXEC, 0)
    guard other >= 0 else { throw SpawnFailure(number: errno) }
    far = Guarded(Descriptor(adopting: other, path: path))
    var settings = settings
    _ = unsafe tcsetattr(other, TCSANOW, &settings)
    resize()
    near.makeImpatient()
  }

  /// Makes it as large as the person's terminal; whoever is in its foreground is told.
  func resize() {
    var size = winsize()
    guard unsafe ioctl(0, UInt(TIOCGWINSZ), &size) == 0 else { return }
    _ = unsafe ioctl(near.number, UInt(TIOCSWINSZ), &size)
  }

  /// Whether a key would stop the program in its foreground, were that not the leader of its session,
  /// whom nobody within it could let go on.
  func stopsLeader(_ leader: Int32, by key: UInt8) -> Bool {
    var settings = termios()
    guard unsafe tcgetattr(near.number, &settings) == 0,
      settings.c_lflag & tcflag_t(ISIG) != 0, tcgetpgrp(near.number) == leader
    else { return false }
    let suspend = unsafe withUnsafeBytes(of: &settings.c_cc) { unsafe $0[Int(VSUSP)] }
    return suspend == key && suspend != 0
  }

  /// The child has it open.
  func giveAway() { far.withLock { $0 = nil } }

  /// The file of the other side, which may be opened from now on.
  private static func unlock(_ near: Int32) -> String? {
    #if canImport(Glibc)
      var number: Int32 = 0
      var isLocked: Int32 = 0
      // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: unlockpt and ptsname, which the Glibc module
      // does not carry.
      guard unsafe ioctl(near, 0x4004_5431, &isLocked) == 0,
        unsafe ioctl(near, 0x8004_5430, &number) == 0
      else { return nil }
      return "/dev/pts/\(number)"
    #else
      guard grantpt(near) == 0, unlockpt(near) == 0, let name = unsafe ptsname(near) else {
        return nil
      }
      return unsafe String(cString: name)
    #endif
  }
}
