package import Analysis
package import Events
import Journal
package import Lines
import SystemCalls
import Views

/// Gathers what comes to a log for the spans that are made of it.
package struct SpanGathering: Reactor {
  package let name: String
  package let checkpoint: Position?
  private let filter: Filter
  private let gathered: GatheredSpans

  /// - Parameter checkpoint: where gathering begins.
  package init(
    named name: String, matching filter: Filter, from checkpoint: Position,
    into gathered: GatheredSpans
  ) {
    self.name = name
    self.filter = filter
    self.checkpoint = checkpoint
    self.gathered = gathered
  }

  package mutating func handle(_ batch: LineBatch) async throws {
    // The log keeps what there is no room for.
    while gathered.isFull { try await Task.sleep(for: .milliseconds(100)) }
    var events: [TracedEvent] = []
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      if filter.matches(event) { events.append(TracedEvent(event)) }
    }
    gathered.add(events, to: batch.end)
  }
}

/// The spans of a log as they grow, between who gathers their events and who sends them.
package final class GatheredSpans: Sendable {
  private let state: Guarded<State>

  private struct State {
    var spans: GrowingSpans
    var end: Position
    var isNew = false
    var last = ContinuousClock.now
    /// The silence after which what waits is looked at again.
    var patience = GatheredSpans.patience
  }

  /// - Parameters:
  ///   - store: the store's id.
  ///   - start: where gathering begins.
  package init(of store: String, from start: Position) {
    state = Guarded(State(spans: GrowingSpans(of: store), end: start))
  }

  var isFull: Bool { state.withLock { $0.spans.isFull } }

  func add(_ events: [TracedEvent], to end: Position) {
    state.withLock { state in
      for event in events { state.spans.add(event) }
      (state.end, state.isNew, state.last) = (end, true, .now)
      state.patience = Self.patience
    }
  }

  /// The spans that are known by now, and where whoever begins anew has to read from once these were
  /// sent; nil where nothing changed since.
  package func take() -> (spans: [TraceSpan], start: Position)? {
    state.withLock { state in
      let idle = ContinuousClock.now - state.last
      guard state.isNew || idle >= state.patience else { return nil }
      if idle >= state.patience { state.patience = idle * 2 }
      let spans = state.spans.take(idle: idle)
      if !state.isNew && spans.isEmpty { return nil }
      state.isNew = false
      return (spans, state.spans.start(before: state.end))
    }
  }

  private static let patience = Duration.seconds(600)
}
