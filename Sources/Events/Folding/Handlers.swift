/// What a projection listens to, and what it does then, in the order it was written down.
///
/// The handlers are the interest set: an event that none of them names is never shown to the
/// projection, and an index may skip its line.
public struct Handlers<State>: Sendable {
  /// One handler: which events it wants and what they do to the state.
  public struct Handler: Sendable {
    package let interest: Interest
    /// What it does to the state for one event.
    public let apply: Apply<State>

    package init(_ interest: Interest, apply: @escaping Apply<State>) {
      self.interest = interest
      self.apply = apply
    }
  }

  /// Every handler, in the order of the body. An event meets all that want it, in this order.
  public let all: [Handler]

  /// Handlers to be met in this order; none by default, which wants no events.
  public init(_ all: [Handler] = []) { self.all = all }

  /// Which events these handlers want, taken together.
  package var interest: Interest {
    all.reduce(.names([])) { $0.union($1.interest) }
  }
}

/// Which events a handler wants.
package enum Interest: Sendable, Equatable {
  /// Events of these names; sorted and each once when several interests were united.
  case names([String])
  /// Every event, also those without a name.
  case everything

  /// What either wants.
  package func union(_ other: Interest) -> Interest {
    guard case .names(let mine) = self, case .names(let theirs) = other else { return .everything }
    return .names(Set(mine + theirs).sorted())
  }
}
