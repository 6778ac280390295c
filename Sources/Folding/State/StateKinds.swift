/// How values of each type are written, found out once in an encoding: asking what a type conforms to
/// costs more than writing most values.
final class StateKinds {
  enum Kind {
    /// As its own `encode(to:)` says.
    case plain
    case simple
    case special
  }

  /// A state has few types, so that looking through them is quicker than hashing.
  private var known: [(type: ObjectIdentifier, kind: Kind)] = []

  func kind<T>(of type: T.Type) -> Kind {
    let id = ObjectIdentifier(type)
    for entry in known where entry.type == id { return entry.kind }
    let kind: Kind =
      !(type is any ShapedState.Type) ? .plain : type is any SimpleState.Type ? .simple : .special
    known.append((id, kind))
    return kind
  }
}
