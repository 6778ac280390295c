import SystemCalls

/// How a server is: whether it takes anything, and what it has done.
package final class ServingState: Sendable {
  package struct Figures: Sendable {
    package var isReady = false
    package var requests = 0
    package var refused = 0
    package var appended = 0
    package var streams = 0
    package var dropped = 0
  }

  private let state = Guarded(Figures())
  private let start = monotonicNow()

  package init() {}

  package var figures: Figures { state.withLock { $0 } }

  package func note(_ change: (inout Figures) -> Void) { state.withLock { change(&$0) } }

  /// Seconds since it began.
  package var age_s: Int64 { (monotonicNow() - start) / 1_000_000_000 }

  /// Streams at once; each holds a connection open and is looked through for every event.
  package static let streamLimit = 256
}
