/// What was pushed since a pusher began.
package struct PushTally: Sendable, Equatable {
  /// Events that the engine keeps.
  package var events = 0
  /// Bytes of their lines.
  package var bytes: Int64 = 0
  /// Messages that were sent again, as no answer came, or none that they are kept.
  package var retries = 0
  /// Heads that were sent.
  package var heads = 0
  /// Lines that hubs asked for.
  package var answered = 0

  /// Nothing yet.
  package init() {}
}
