package import Events

/// Which events are pushed: a filter, and the words that make it again.
package struct PushFilter: Sendable {
  /// What the checkpoint keeps of it: an answer to a hub is what was pushed then.
  package let words: Value
  package let filter: Filter

  package init(words: Value, filter: Filter) {
    (self.words, self.filter) = (words, filter)
  }

  /// Every event.
  package static let all = PushFilter(words: [:], filter: Filter())
}

/// Which filter held from where on.
package struct PushFilterSpan: Sendable, Equatable {
  /// Where the relay was when it began to hold.
  package let start: RelayPlace
  /// The end of what was looked at with another before.
  package let through: Position
  package let words: Value

  init(start: RelayPlace, through: Position, words: Value) {
    (self.start, self.through, self.words) = (start, through, words)
  }

  var value: Value {
    .object(
      start.members + [
        Member("through", .integer(through.rawValue)), Member("filter", words),
      ])
  }

  init?(_ value: Value) {
    guard let start = RelayPlace(value), let words = value["filter"],
      case .integer(let through)? = value["through"], 0..<RelayPlace.limit ~= through
    else { return nil }
    self.init(start: start, through: Position(rawValue: through), words: words)
  }
}
