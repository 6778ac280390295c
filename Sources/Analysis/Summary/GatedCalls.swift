package import TLM

/// Calls of agents that a gate refused, and why.
package struct GatedCalls: Projection {
  package static let name = "gated-calls"
  package static let version = 1

  package init() {}

  package struct State: Codable, Sendable, Equatable {
    /// By the mode in force, or by what else refused them.
    package var refused: [Label: Int] = [:]
    /// The first of them.
    package var first: Timestamp?

    /// All of them.
    package var count: Int { refused.values.reduce(0, +) }
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    On("agent_call_gated") { event, state in
      let cause = event.string("cause") ?? "unknown"
      let key = cause == "mode" ? event.string("mode") ?? cause : cause
      if state.refused.count < 256 || state.refused[Label(key)] != nil {
        state.refused[Label(key), default: 0] += 1
      }
      if let time = event.time { state.first = min(state.first ?? time, time) }
    }
  }
}

extension Store {
  /// Calls that were refused since a time.
  ///
  /// - Throws: as `state`.
  package func gatedCalls(since time: Timestamp) throws -> GatedCalls.State {
    var options = Replay.Options()
    options.bounds = Fold.Bounds(since: time)
    return try state(of: GatedCalls(), options: options).state
  }
}
