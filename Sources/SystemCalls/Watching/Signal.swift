/// Tells whoever waits that something changed. It counts, so a change that comes between a look
/// and a wait is not missed.
package final class Signal: Sendable {
  private struct State: Sendable {
    var count: UInt64 = 0
    var isClosed = false
    var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter: UInt64 = 0
  }
  private let state = Guarded(State())

  package var count: UInt64 { state.withLock { $0.count } }

  /// Something changed: everybody who waits goes on.
  package func raise() { wake { $0.count &+= 1 } }

  /// Nothing will change any more.
  func close() { wake { $0.isClosed = true } }

  private func wake(_ change: (inout State) -> Void) {
    let waiters = state.withLock { state in
      change(&state)
      defer { state.waiters = [:] }
      return state.waiters.sorted { $0.key < $1.key }.map(\.value)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns once the count is beyond `seen`, or the signal is closed, or the task is cancelled.
  package func wait(beyond seen: UInt64) async {
    let ticket = state.withLock { state in
      state.nextWaiter &+= 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          if state.count != seen || state.isClosed || Task.isCancelled { return true }
          state.waiters[ticket] = continuation
          return false
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
    }
  }
}
