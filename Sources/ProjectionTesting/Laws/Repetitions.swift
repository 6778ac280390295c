import Events

/// A fold of a log in which each line stands twice: the first is folded, the second is tried on a
/// copy of the state.
struct Repetitions<P: Projection>: Projection {
  struct Tried: Codable, Sendable, Equatable {
    /// Of the second of the two lines.
    let position: Position
    let before: P.State
    let once: P.State
    let twice: P.State
  }

  struct State: Codable, Sendable, Equatable {
    var before: P.State
    var current: P.State
    var tried: [Tried] = []
  }

  static var name: String { P.name }
  static var version: Int { P.version }

  private let base: P
  private let seconds: Set<Position>

  /// - Parameter seconds: where the lines begin that are only tried.
  init(of base: P, _ seconds: [Position]) {
    self.base = base
    self.seconds = Set(seconds)
  }

  init() { self.init(of: P(), []) }

  var initial: State { State(before: base.initial, current: base.initial) }

  var body: Handlers<State> {
    let handlers = base.body.all
    let seconds = seconds
    OnAny { event, state in
      var copy = state.current
      // An error counts the event as failed; what was changed stays.
      let failure: (any Error)?
      do {
        try Self.show(event, to: handlers, &copy)
        failure = nil
      } catch {
        failure = error
      }
      if seconds.contains(event.position) {
        state.tried.append(
          Tried(
            position: event.position, before: state.before, once: state.current, twice: copy))
      } else {
        state.before = state.current
        state.current = copy
      }
      if let failure { throw failure }
    }
  }

  /// What the engine does with an event: all handlers that want it, in their order.
  private static func show(
    _ event: borrowing Event, to handlers: [Handlers<P.State>.Handler], _ state: inout P.State
  ) throws {
    let name = event.name
    let others = handlers.flatMap { $0.interest.wantedNames ?? [] }
    for handler in handlers where handler.interest.wants(name, among: others) {
      if let key = handler.interest.wantedKey, !event.has(key) { continue }
      try handler.apply(event, &state)
    }
  }
}
