import Events
import Journal
import SystemCalls

/// Where an emitter's events go in: redacted, into the log, and onto the terminal if that is asked for.
/// Nothing that goes wrong leaves it; what is lost is counted, and told once there is a way in again.
final class EventSink: Sendable {
  private let options: Emitter.Options
  private let preparation: Preparation
  private let state: Guarded<State>

  private struct State: Sendable {
    var output: any EventOutput
    var report = RedactionReport()
    var dropped: [Drop: Int] = [:]
    /// Those that no event has told of yet.
    var untold: [Drop: Int] = [:]
  }

  init(_ output: any EventOutput, _ options: Emitter.Options) {
    self.options = options
    preparation = Preparation(options)
    state = Guarded(State(output: output))
  }

  var dropped: [Drop: Int] { state.withLock { $0.dropped } }
  var redactions: RedactionReport { state.withLock { $0.report } }

  /// Counts events that never came here.
  func drop(_ count: Int, _ reason: Drop) {
    state.withLock { state in
      state.dropped[reason, default: 0] += count
      state.untold[reason, default: 0] += count
    }
  }

  /// Writes events, in one append where there is room.
  func write(_ events: [NewEvent]) {
    state.withLock { state in
      var safe: [NewEvent] = []
      for event in events { safe.append(preparation.redacted(event, &state.report)) }
      if options.showsEvents { show(safe) }
      do throws(JournalError) {
        try append(safe, &state)
      } catch {
        let reason = Self.reason(error)
        state.dropped[reason, default: 0] += safe.count
        state.untold[reason, default: 0] += safe.count
      }
    }
  }

  private func append(_ events: [NewEvent], _ state: inout State) throws(JournalError) {
    var all = events
    if !state.untold.isEmpty {
      all.insert(Self.telling(state.untold, at: options.clock.time()), at: 0)
    }
    try state.output.append(all)
    state.untold = [:]
  }

  private static func reason(_ error: JournalError) -> Drop {
    switch error.code {
    case .full: .full
    case .readOnly: .readOnly
    default: .failed
    }
  }

  /// The event that tells what was lost.
  private static func telling(_ lost: [Drop: Int], at time: Timestamp) -> NewEvent {
    let counts = Drop.allCases.compactMap { reason in
      lost[reason].map { Member(reason.rawValue, .integer(Int64($0))) }
    }
    let whole = Int64(lost.values.reduce(0, +))
    return NewEvent(
      LogEventName.dropped.rawValue, at: time,
      fields: [Member("count", .integer(whole)), Member("reasons", .object(counts))])
  }

  private func show(_ events: [NewEvent]) {
    let text = events.map { ConsoleLine.text(of: $0) + "\n" }.joined()
    // Where nobody looks, nothing is shown.
    try? StandardStream.error.write(Array(text.utf8))
  }
}
