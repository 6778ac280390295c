import Events

/// When and in which session a piece of work was told first.
///
/// Of several tellings the earliest counts; of equally early ones that of the smaller session's id. A
/// telling without a time comes after those with one, and one without a session after all others.
struct Origin: Equatable, Sendable {
  var time: PackedTime
  var session: Label?

  /// Whether this telling comes before the other.
  func isBefore(_ other: Origin) -> Bool {
    guard let session, let others = other.session else {
      if session != nil || other.session != nil { return session != nil }
      return time.isBefore(other.time)
    }
    return time == other.time ? session < others : time.isBefore(other.time)
  }
}
