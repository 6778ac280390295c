import SystemCalls

/// Writes what waits in the queues of this process before it ends, after what is told at the very end.
package enum Flushing {
  // In a child that was forked there is nothing yet.
  private static let state = ForkSafe { State() }

  private final class State: Sendable {
    let queues = Guarded<[EventQueue]>([])
    let lastWords = Guarded<[@Sendable () -> Void]>([])
    let isRegistered = Guarded(false)
  }

  /// How long the end of a program may wait for its events: while some are written within the pause.
  private static let bound = (pause: Duration.seconds(2), most: Duration.seconds(30))

  /// A queue that is to be written; queues live as long as the process.
  static func add(_ queue: EventQueue) {
    state.value.queues.withLock { $0.append(queue) }
    register()
  }

  /// What is to be told before the process ends; it is called then, and kept as long as the process.
  package static func beforeEnd(_ body: @escaping @Sendable () -> Void) {
    state.value.lastWords.withLock { $0.append(body) }
    register()
  }

  private static func register() {
    let isFirst = state.value.isRegistered.withLock { isRegistered in
      defer { isRegistered = true }
      return !isRegistered
    }
    guard isFirst else { return }
    atExit { Flushing.flushAll() }
    onTermination { Flushing.flushAll() }
  }

  private static func flushAll() {
    for body in state.value.lastWords.withLock({ $0 }) { body() }
    // In a child that forked and never told anything there is nothing to wait for.
    let all = state.value.queues.withLock { $0 }
    let end = ContinuousClock.now + bound.most
    for queue in all { queue.drain(until: end, pausing: bound.pause) }
  }
}
