import Events
import SystemCalls

/// Events that wait for the thread that writes them.
///
/// The thread is started with the first event, and ends with the process. At its end, and at SIGTERM
/// where the program has no handler of its own, what waits is written.
final class EventQueue: Sendable {
  private let capacity: Int
  private let overflow: Delivery.Overflow
  private let sink: EventSink
  private let state = Monitor(State())

  private struct State {
    /// A slice, of which the first are taken without the others being moved.
    var waiting: ArraySlice<NewEvent> = []
    /// Those that the thread has taken, and is writing.
    var taken = 0
    var hasThread = false
  }

  /// As many are appended at once.
  private static let batch = 512

  init(_ capacity: Int, _ overflow: Delivery.Overflow, into sink: EventSink) {
    self.capacity = max(1, capacity)
    self.overflow = overflow
    self.sink = sink
  }

  /// Leaves an event to the thread.
  func take(_ event: NewEvent) {
    var lost = 0
    let isFirst = state.change { state in
      defer { state.hasThread = true }
      if state.waiting.count >= capacity {
        switch overflow {
        case .dropNewest, .block: lost = 1
        case .dropOldest:
          state.waiting.removeFirst()
          state.waiting.append(event)
          lost = 1
        }
      } else {
        state.waiting.append(event)
      }
      return !state.hasThread
    }
    if isFirst { start() }
    guard lost > 0 else { return }
    if case .block(let bound) = overflow, waited(bound, for: event) { return }
    sink.drop(lost, .overflow)
  }

  /// Whether there was room in time.
  private func waited(_ bound: Duration, for event: NewEvent) -> Bool {
    state.wait(atMost: bound) { state in
      guard state.waiting.count < self.capacity else { return nil }
      state.waiting.append(event)
      return true
    } ?? false
  }

  /// Waits until nothing waits; false where that takes longer.
  func flush(timeout: Duration) -> Bool {
    // Without a thread there is nobody else to write.
    state.wait(atMost: timeout) { state in
      state.waiting.isEmpty && state.taken == 0 ? true : nil
    } ?? false
  }

  /// Waits until nothing waits, as long as some of it is written within each `pause`, to `end` at most.
  func drain(until end: ContinuousClock.Instant, pausing pause: Duration) {
    var left = Int.max
    while !flush(timeout: min(pause, end - .now)), ContinuousClock.now < end {
      // A thread that writes goes on writing those that it has taken, whatever is told meanwhile.
      let still = state.change { state in state.waiting.count + state.taken }
      guard still < left else { return }
      left = still
    }
  }

  private func start() {
    Flushing.add(self)
    let isStarted = detachThread { [self] in run() }
    // Where no thread can be had, events are written by whoever tells them.
    if !isStarted { writeAll() }
  }

  private func run() -> Never {
    while true {
      let events = state.wait { state -> [NewEvent]? in
        state.waiting.isEmpty ? nil : Self.taken(&state)
      }
      write(events)
    }
  }

  private func writeAll() {
    while true {
      let events = state.change { state in
        // What comes from now on begins another thread, or is written by who tells it.
        if state.waiting.isEmpty { state.hasThread = false }
        return state.waiting.isEmpty ? [] : Self.taken(&state)
      }
      if events.isEmpty { return }
      write(events)
    }
  }

  private static func taken(_ state: inout State) -> [NewEvent] {
    let events = Array(state.waiting.prefix(batch))
    state.waiting.removeFirst(events.count)
    state.taken += events.count
    return events
  }

  private func write(_ events: [NewEvent]) {
    sink.write(events)
    state.change { $0.taken -= events.count }
  }
}
