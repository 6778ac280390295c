import Events

/// Many folds of one log, each begun at another line from a state that was stored.
///
/// They run as one projection, so that the log is read once for all of them, and each event has
/// the position and the time that it has in an unbroken fold.
struct Resumptions<P: Projection>: Projection {
  struct Resumed: Codable, Sendable, Equatable {
    /// Where the fold begins; nil when it begins at the end of the log.
    let start: Position?
    var state: P.State
    /// The event on which a handler threw: later handlers do not see it.
    var failedAt: Position?
  }

  struct State: Codable, Sendable, Equatable {
    var folds: [Resumed]
  }

  static var name: String { P.name }
  static var version: Int { P.version }

  private let base: P
  let initial: State

  /// - Parameter starts: in the order of the log.
  init(of base: P, _ starts: [(Position?, P.State)]) {
    self.base = base
    initial = State(folds: starts.map { Resumed(start: $0, state: $1) })
  }

  init() { self.init(of: P(), []) }

  var body: Handlers<State> {
    Handlers(
      base.body.all.map { handler in
        let apply = handler.apply
        return Handlers.Handler(handler.interest) { event, state in
          for place in state.folds.indices {
            guard let start = state.folds[place].start, start <= event.position else { break }
            if state.folds[place].failedAt == event.position { continue }
            do {
              try apply(event, &state.folds[place].state)
            } catch {
              state.folds[place].failedAt = event.position
            }
          }
        }
      })
  }
}
