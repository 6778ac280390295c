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
  /// Events of these names, and all that have the key, whatever they are named.
  case named([String], orHaving: CorrelationKey)
  /// Every event, also those without a name.
  case everything

  /// What either wants.
  package func union(_ other: Interest) -> Interest {
    guard let mine = wantedNames, let theirs = other.wantedNames else { return .everything }
    let all = Set(mine + theirs).sorted()
    let keys = [wantedKey, other.wantedKey].compactMap(\.self)
    guard let first = keys.first else { return .names(all) }
    return keys.allSatisfy { $0 == first } ? .named(all, orHaving: first) : .everything
  }

  /// The names that are named; nil where every event is wanted.
  package var wantedNames: [String]? {
    switch self {
    case .names(let names), .named(let names, _): names
    case .everything: nil
    }
  }

  /// Whether a handler with this interest meets an event of a name, if that has the key.
  ///
  /// - Parameter others: the names that handlers of the same projection name.
  package func wants(_ name: String?, among others: [String]) -> Bool {
    switch self {
    case .everything: true
    case .names(let names): name.map(names.contains) ?? false
    case .named: !(name.map(others.contains) ?? false)
    }
  }

  /// The key that events are wanted for, whatever their names.
  package var wantedKey: CorrelationKey? { if case .named(_, let key) = self { key } else { nil } }
}
