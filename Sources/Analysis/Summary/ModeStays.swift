package import TLM

/// When which mode came into force: all changes that were followed, for asking how long each mode was
/// within a period.
package struct ModeStays: Projection {
  package static let name = "mode-stays"
  package static let version = 1

  /// The mode before the first transition.
  package var initialMode = ModeState.usualMode

  package init() {}

  /// Begins with the first mode of a policy.
  package init(under policy: Policy) { initialMode = policy.modes.first?.name ?? initialMode }

  package struct State: Codable, Sendable, Equatable {
    /// The mode in force and how it came to be.
    package var record: ModeRecord
    /// The mode before the first change.
    fileprivate let first: Label
    fileprivate var changes: [Change] = []

    fileprivate init(from mode: String) {
      record = ModeRecord(from: mode)
      first = Label(mode)
    }

    fileprivate struct Change: Codable, Sendable, Equatable {
      let time: Timestamp
      let mode: Label
    }
  }

  package var initial: State { State(from: initialMode) }

  package var body: Handlers<State> {
    On(ControlEventName.transition.rawValue) { event, state in
      let said = ModeTransitionEvent(event)
      guard said.scope == nil else { return }
      let last = state.record.last?.position
      state.record.follow(said)
      guard let now = state.record.last, now.position != last, let time = now.time else { return }
      state.changes.append(.init(time: time, mode: now.to))
    }
  }
}

extension ModeStays.State {
  /// Whether the mode ever changed.
  package var hasChanges: Bool { !changes.isEmpty }

  /// How long each mode was in force within a period, in nanoseconds, and how often modes changed in it.
  package func stays(in period: Period) -> (time: [Label: Int128], changes: Int) {
    var time: [Label: Int128] = [:]
    var (mode, begun) = (first, period.start)
    var count = 0
    for change in changes where change.time < period.end {
      let end = max(change.time, period.start)
      time[mode, default: 0] += Int128(end.rawValue) - Int128(begun.rawValue)
      if change.time >= period.start { count += 1 }
      (mode, begun) = (change.mode, end)
    }
    time[mode, default: 0] += Int128(period.end.rawValue) - Int128(begun.rawValue)
    return (time.filter { $0.value > 0 }, count)
  }
}
