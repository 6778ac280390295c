import SystemCalls

/// Contents that wait for threads to read them ahead.
final class ReadingDesk: Sendable {
  private struct State {
    var waiting: [ReadAhead] = []
    /// Those that somebody may read now.
    var open: [ReadAhead] = []
    /// Threads that have nothing to read.
    var idle = 0
    var isClosed = false

    mutating func add(_ content: ReadAhead) {
      waiting.append(content)
      open.append(content)
    }
  }

  private let state = Monitor(State())

  /// Has a content read as soon as a thread has time.
  func add(_ content: ReadAhead) { state.change { $0.add(content) } }

  /// Has a content read at once, if a thread has time.
  func offer(_ content: ReadAhead) {
    state.change { state in
      guard state.idle > state.waiting.count else { return }
      content.promise()
      state.add(content)
    }
  }

  /// Nobody asks for a content any more.
  func remove(_ content: ReadAhead) {
    content.abandon()
    state.change { state in
      state.waiting.removeAll { $0 === content }
      state.open.removeAll { $0 === content }
    }
  }

  /// Reads what comes until it is closed.
  func work() {
    while let content = next() { content.read() }
  }

  private func next() -> ReadAhead? {
    state.change { $0.idle += 1 }
    return state.wait { state -> ReadAhead?? in
      if state.isClosed { return .some(nil) }
      if state.waiting.isEmpty { return nil }
      state.idle -= 1
      return state.waiting.removeFirst()
    }
  }

  /// Ends all work.
  func close() {
    let open = state.change { state in
      state.isClosed = true
      return state.open
    }
    for content in open { content.abandon() }
  }
}
