import Events
import SystemCalls

/// The metrics of a program: of each identity one, and of too many identities one for all others.
final class MetricRegistry: Sendable {
  private let state = Guarded(State())
  private let limit: Int

  private struct State: Sendable {
    var instruments: [MetricIdentity: any Instrument] = [:]
    /// Those that will not be changed any more, and have to be told once.
    var departed: [any Instrument] = []
  }

  /// So many metrics at most; a dimension that is different each time must not fill the memory.
  static let standardLimit = 10_000
  /// What all others are called.
  static let overflow = "tlm.overflow"

  init(limit: Int = standardLimit) { self.limit = limit }

  /// The one of an identity, which `make` makes where there is none.
  func instrument<Made: Instrument>(
    _ identity: MetricIdentity, _ make: (MetricIdentity) -> Made
  ) -> Made {
    state.withLock { state in
      var identity = identity
      if state.instruments[identity] == nil, state.instruments.count >= limit {
        identity = MetricIdentity(identity.kind, Self.overflow, [])
      }
      if let known = state.instruments[identity] as? Made { return known }
      let made = make(identity)
      state.instruments[identity] = made
      return made
    }
  }

  /// Forgets a metric, once what is known of it is told.
  func remove(_ instrument: any Instrument) {
    state.withLock { state in
      guard let known = state.instruments[instrument.identity], known === instrument else { return }
      state.instruments[instrument.identity] = nil
      state.departed.append(instrument)
    }
  }

  /// What has changed since the last time, in the order of the names.
  func changes() -> [(MetricIdentity, [Member])] {
    let (present, departed) = state.withLock { state in
      defer { state.departed = [] }
      return (Array(state.instruments.values), state.departed)
    }
    let all = (present + departed).sorted { $0.identity < $1.identity }
    return all.compactMap { instrument in
      instrument.changes().map { (instrument.identity, $0) }
    }
  }
}
