#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The end of the pipe into which signals are written; a handler may look at little else.
nonisolated(unsafe) private var heardByHandler: Int32 = -1

/// The signals that a process hands on to a child, as they arrive, and who sent them.
///
/// One that whoever began this process had ignored stays ignored, in the child, too: `nohup` means it.
final class HeardSignals: Sendable {
  struct Arrival: Sendable {
    /// 0 where somebody only wanted to wake whoever waits.
    let number: Int32
    /// Whether the system sent it to all who are in the terminal's foreground.
    let isFromTerminal: Bool
  }

  private let arrivals: PipeEnd
  private let departures: PipeEnd

  /// Becomes readable when one arrives.
  var descriptor: Int32 { arrivals.number }

  private static let passedOn = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH, SIGALRM,
  ]

  init() throws(SpawnFailure) {
    (arrivals, departures) = try PipeEnd.pair()
    // A handler that is on its way must not find another file under its number.
    for end in [arrivals, departures] { unsafe _ = Unmanaged.passRetained(end) }
    arrivals.makeImpatient()
    departures.makeImpatient()
    unsafe heardByHandler = departures.number
    // Without it there would be no telling when a child ends, so it is never ignored, and never waits.
    Self.hear(SIGCHLD)
    SignalMask.unblock(SIGCHLD)
    for number in Self.passedOn where !SignalAction.isIgnored(number) { Self.hear(number) }
  }

  /// The next that has arrived; nil where there is none.
  func next() -> Arrival? {
    var bytes: [UInt8] = [0, 0]
    guard unsafe read(arrivals.number, &bytes, 2) == 2 else { return nil }
    return Arrival(number: Int32(bytes[0]), isFromTerminal: bytes[1] == 1)
  }

  /// Wakes whoever waits for signals.
  func wake() {
    var bytes: [UInt8] = [0, 0]
    _ = unsafe write(departures.number, &bytes, 2)
  }

  private static func hear(_ number: Int32) {
    unsafe SignalAction.set(number) { number, info, _ in
      let failure = errno
      let code = unsafe info?.pointee.si_code ?? 0
      // SI_KERNEL of asm-generic/siginfo.h, which the Glibc module does not carry.
      var bytes = (UInt8(truncatingIfNeeded: number), UInt8(code == 0x80 ? 1 : 0))
      _ = unsafe write(heardByHandler, &bytes, 2)
      errno = failure
    }
  }
}
