/// The events that tlm writes about the log itself, each spelt here and nowhere else.
package enum LogEventName: String, Sendable, CaseIterable {
  /// Bytes of another file begin here.
  case drained = "tlm.drained"
  /// Bytes of another file that can be no line, and were passed over.
  case skipped = "tlm.skipped"
  /// An event that projections pass over.
  case skip = "tlm.skip"
  /// A line that is too long to be an event.
  case longLine = "tlm.long_line"
  /// Events that a program could not tell.
  case dropped = "tlm.dropped"
  /// Segments that were taken away.
  case pruned = "tlm.pruned"
  /// Lines that were blanked.
  case redacted = "tlm.redacted"
  /// What a log is up to a position.
  case head = "tlm.head"
  /// A log that was brought back from a backup, or from what was left of it, goes on from here.
  case restored = "tlm.restored"
  /// Lines of another store that a relay could not get, or that were not what that store has.
  case relayGap = "tlm.relay_gap"
  /// A word on some of those that nobody can mend: who has looked, and why that is well.
  case relayAccepted = "tlm.relay_accepted"

  /// What they all begin with.
  package static let prefix = "tlm."
}
