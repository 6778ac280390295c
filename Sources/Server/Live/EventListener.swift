import SystemCalls
package import TLM

/// One client that listens for events, and what it has not taken yet: never more than a bound, so that a
/// slow one costs the others nothing.
package final class EventListener: Sendable {
  /// What a client gets next.
  package enum Part: Sendable, Equatable {
    case bytes([UInt8])
    /// It took too little: everything after this place of the log it has to ask for again.
    case dropped(Position)
    /// The store is another one now.
    case replaced
    case ended
  }

  private struct State {
    var bytes: [UInt8] = []
    /// Up to where the log was looked through for it.
    var position = Position.start
    var end: Part?
    var waiter: CheckedContinuation<Void, Never>?

    mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
      defer { waiter = nil }
      return waiter
    }
  }

  package let filter: Filter
  private let state = Guarded(State())

  private let dropped: @Sendable () -> Void

  /// - Parameter dropped: told once, as soon as it is dropped: it may take long until its client hears it.
  package init(_ filter: Filter, dropped: @escaping @Sendable () -> Void = {}) {
    (self.filter, self.dropped) = (filter, dropped)
  }

  /// Bytes that wait at most for a client that takes nothing.
  package static let room = 1 << 20

  /// Up to where the log was looked through for it.
  package var position: Position { state.withLock { $0.position } }

  /// Gives it what came, as far as there is room; after that it is dropped.
  ///
  /// - Returns: whether it goes on.
  func give(_ bytes: [UInt8], through position: Position) -> Bool {
    let (waiter, goesOn, isDropped) = state.withLock { state in
      guard state.end == nil else { return (state.takeWaiter(), false, false) }
      if state.bytes.count + bytes.count > Self.room, !state.bytes.isEmpty {
        state.end = .dropped(state.position)
        return (state.takeWaiter(), false, true)
      }
      state.bytes += bytes
      state.position = position
      return (bytes.isEmpty ? nil : state.takeWaiter(), true, false)
    }
    if isDropped { dropped() }
    waiter?.resume()
    return goesOn
  }

  /// Nothing more comes.
  func end(_ part: Part) {
    let waiter = state.withLock { state in
      if state.end == nil { state.end = part }
      return state.takeWaiter()
    }
    waiter?.resume()
  }

  /// What came, as soon as something has; the end after all of it, or when the task is cancelled.
  package func next() async -> Part {
    while !Task.isCancelled {
      let part: Part? = state.withLock { state in
        if !state.bytes.isEmpty {
          defer { state.bytes = [] }
          return .bytes(state.bytes)
        }
        return state.end
      }
      if let part { return part }
      await sleep()
    }
    return .ended
  }

  private func sleep() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          guard state.bytes.isEmpty, state.end == nil, !Task.isCancelled else { return true }
          state.waiter = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.takeWaiter() }?.resume()
    }
  }
}
