#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What stands between a person's terminal and that of a child: keys one way, the picture the other.
///
/// The person's terminal hands everything on as it is typed; what ctrl-C means is decided by the
/// child's. However this ends, the person's is as it was before.
final class TerminalRelay {
  let terminal: PseudoTerminal
  /// The child, who leads the session that the terminal belongs to; 0 before there is one.
  var leader: Int32 = 0
  private let settings: termios
  private let look: (@Sendable (Span<UInt8>) -> Void)?
  /// What was typed, and the child has no room for yet.
  private var typed: ArraySlice<UInt8> = []
  private var isInputOpen = true
  private var isOutputOpen = true
  private var isRaw = false
  /// Whether nobody has the child's terminal open now; somebody may open it again.
  private var isUnused = false
  /// Bytes of the picture.
  private(set) var count: Int64 = 0

  private static let piece = 1 << 16
  /// More than a terminal keeps for its reader.
  private static let mostKept: Int64 = 1 << 20

  init(look: (@Sendable (Span<UInt8>) -> Void)?) throws(SpawnFailure) {
    var settings = termios()
    guard unsafe tcgetattr(0, &settings) == 0 else { throw SpawnFailure(number: errno) }
    self.settings = settings
    self.look = look
    terminal = try PseudoTerminal(like: settings)
  }

  deinit { if isRaw { Self.apply(settings) } }

  func takeOver() {
    var raw = settings
    unsafe cfmakeraw(&raw)
    Self.apply(raw)
    isRaw = true
  }

  func giveBack() {
    guard isRaw else { return }
    Self.apply(settings)
    isRaw = false
  }

  /// What to wait for, and how long at most; -1 is for ever.
  func polled() -> (files: [pollfd], timeout_ms: Int32) {
    var near = Int16(isUnused ? 0 : POLLIN)
    if !typed.isEmpty { near |= Int16(POLLOUT) }
    let isReading = isInputOpen && typed.isEmpty
    return (
      [
        pollfd(
          fd: near == 0 ? -1 : terminal.near.number, events: near, revents: 0),
        pollfd(fd: isReading ? 0 : -1, events: Int16(POLLIN), revents: 0),
      ], isUnused ? 100 : -1
    )
  }

  /// Passes on what there is, after a wait for it.
  func move(_ files: [pollfd]) {
    isUnused = false
    if files[0].revents != 0 { show() }
    if files[1].revents != 0 { hear() }
    type()
  }

  /// Passes on all that the child has shown, once it has ended; what others go on showing has no end.
  func drain() {
    let most = count + Self.mostKept
    while count < most, show() {}
  }

  /// False where there is no more of it now.
  @discardableResult
  private func show() -> Bool {
    var room = [UInt8](repeating: 0, count: Self.piece)
    let got = unsafe room.withUnsafeMutableBytes { unsafe rawRead(terminal.near.number, $0) }
    guard got > 0 else {
      isUnused = got == 0 || errno == EIO
      return false
    }
    count += Int64(got)
    let bytes = room.span.extracting(0..<got)
    look?(bytes)
    guard isOutputOpen else { return true }
    do throws(SystemError) { try StandardStream.output.write(Array(copying: bytes)) } catch {
      // The person's terminal is gone; the child must not wait for somebody to look.
      isOutputOpen = false
    }
    return true
  }

  private func hear() {
    var room = [UInt8](repeating: 0, count: 4096)
    let got = unsafe room.withUnsafeMutableBytes { unsafe rawRead(0, $0) }
    if got > 0 {
      typed = room[..<got].filter { !isStop($0) }[...]
    } else if got == 0 || errno != EINTR && errno != EAGAIN {
      isInputOpen = false
    }
  }

  /// Stops the child where a key asks for it, as the terminal itself would if it could.
  private func isStop(_ key: UInt8) -> Bool {
    // Keys that mean nothing to any terminal are most of them.
    guard key < 0x20, leader > 0, terminal.stopsLeader(leader, by: key) else { return false }
    kill(-leader, SIGSTOP)
    return true
  }

  private func type() {
    while !typed.isEmpty {
      let got = unsafe typed.withUnsafeBytes { unsafe rawWrite(terminal.near.number, $0) }
      if got > 0 {
        typed = typed.dropFirst(got)
      } else if errno == EAGAIN || errno == EINTR {
        return
      } else {
        typed = []
      }
    }
  }

  private static func apply(_ settings: termios) {
    var settings = settings
    while unsafe tcsetattr(0, TCSADRAIN, &settings) < 0 && errno == EINTR {}
  }
}
