import TLM

/// What becomes of a member of an event in a table.
enum EventKey: Equatable {
  /// It is in every table.
  case shown
  /// The one of `EventColumn.all` at this place tells it, where it has something to say.
  case told(by: Int)
  /// It stands among the other fields.
  case other

  init(_ field: Field, of event: borrowing Event) {
    if field.key != .unknown {
      self = Self.known[Int(field.key.rawValue)]
    } else if field.keyHasEscapes {
      self = Self.named[event.name(of: field)] ?? .other
    } else {
      self = .other
    }
  }

  /// By name, those that are no others.
  private static let named: [String: EventKey] = {
    var named: [String: EventKey] = [:]
    for name in ["ts", "timestamp", "@timestamp", "event"] { named[name] = .shown }
    for (place, column) in EventColumn.all.enumerated() {
      for name in column.keys { named[name] = .told(by: place) }
    }
    return named
  }()

  /// The same by the numbers of keys.
  private static let known: [EventKey] = {
    var known = Array(repeating: EventKey.other, count: Key.numberLimit)
    for (name, key) in named {
      guard let number = Key(spelling: name) else { preconditionFailure("\(name) has no number") }
      known[Int(number.rawValue)] = key
    }
    return known
  }()
}
