import SystemCalls

/// Does something again and again on a thread of its own, until it is stopped.
final class Ticker: Sendable {
  private let interval: Duration
  private let state = Monitor(State.idle)

  private enum State: Sendable {
    case idle, running, stopped
  }

  init(every interval: Duration) { self.interval = interval }

  /// Starts the thread, if there is none yet; where none can be had it is tried again the next time.
  func start(_ body: @escaping @Sendable () -> Void) {
    let isFirst = state.change { state in
      defer { if state == .idle { state = .running } }
      return state == .idle
    }
    guard isFirst else { return }
    let isStarted = detachThread { [self] in
      while !isStopped(within: interval) { body() }
    }
    if !isStarted { state.change { $0 = .idle } }
  }

  /// The thread ends soon.
  func stop() { state.change { $0 = .stopped } }

  private func isStopped(within bound: Duration) -> Bool {
    state.wait(atMost: bound) { $0 == .stopped ? true : nil } ?? false
  }
}
