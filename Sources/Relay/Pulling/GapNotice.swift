import Events
import Journal

/// What the log says of lines of an origin that did not arrive as they were pushed.
struct GapNotice: Sendable, Equatable {
  /// What became of the lines.
  enum Kind: String, Sendable {
    /// The engine did not bring them.
    case missing
    /// It brought others in their place.
    case altered
    /// The origin does not have them any more.
    case gone
    /// It brought some that the origin never pushed.
    case extra
  }

  let kind: Kind
  /// Of the origin's text.
  let from: Int64
  let to: Int64
  /// Whether the true lines are in the log.
  let isHealed: Bool
  var lines = 0
  var reason: String?

  /// The event that tells of it.
  func event(of origin: String, host: String) -> NewEvent {
    var fields = [
      Member("origin", .string(origin)), Member("host", .string(host)),
      Member("from", .integer(from)), Member("to", .integer(to)),
      Member("kind", .string(kind.rawValue)), Member("healed", .bool(isHealed)),
    ]
    if lines > 0 { fields.append(Member("lines", .integer(Int64(lines)))) }
    if let reason { fields.append(Member("reason", .string(reason))) }
    return NewEvent(LogEventName.relayGap.rawValue, at: .now(), fields: fields)
  }
}
