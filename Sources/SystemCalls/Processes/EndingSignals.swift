#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The end of the pipe into which signals are written; -1 where nobody hears them. A handler may look
/// at little else.
nonisolated(unsafe) private var heard: Int32 = -1

/// The signals by which people and service managers ask a process to end, as numbers that arrive at a
/// pipe: from the moment on that this is made none is missed, whichever thread it meets.
///
/// One that whoever began the process had ignored stays ignored: `nohup` means it. A process has one of
/// these at a time; where there is none any more a signal does nothing. The pipe then stays open: a
/// handler that is on its way must not find another file under its number.
package final class EndingSignals: Sendable {
  private let arrivals: PipeEnd

  /// Where numbers arrive, a byte each; reading there does not wait.
  package var descriptor: Int32 { arrivals.number }

  /// - Throws: `SpawnFailure` where there can be no pipe; signals then do what they did.
  package init() throws(SpawnFailure) {
    let (arrivals, departures) = try PipeEnd.pair()
    self.arrivals = arrivals
    for end in [arrivals, departures] { unsafe _ = Unmanaged.passRetained(end) }
    arrivals.makeImpatient()
    // A handler that waits would keep its thread from all else.
    departures.makeImpatient()
    unsafe heard = departures.number
    for number in Self.numbers where !SignalAction.isIgnored(number) {
      var action = sigaction()
      let handler: @convention(c) (Int32) -> Void = { number in
        let failure = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe write(heard, &byte, 1)
        errno = failure
      }
      #if os(Linux)
        unsafe action.__sigaction_handler.sa_handler = handler
      #else
        unsafe action.__sigaction_u.__sa_handler = handler
      #endif
      // Reads and writes go on afterwards.
      action.sa_flags = SA_RESTART
      _ = unsafe sigaction(number, &action, nil)
    }
  }

  deinit { unsafe heard = -1 }

  /// The next number that has arrived; nil where there is none.
  package func next() -> Int32? {
    var byte: UInt8 = 0
    return unsafe read(arrivals.number, &byte, 1) == 1 ? Int32(byte) : nil
  }

  private static let numbers = [SIGTERM, SIGINT, SIGHUP]
}
