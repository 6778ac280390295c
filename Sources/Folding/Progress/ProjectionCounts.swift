/// What one projection met in a log.
package struct ProjectionCounts: Sendable, Equatable, Codable {
  /// Events that one of its handlers names.
  package var matched = 0
  /// Events of those whose handler threw.
  package var failed = 0
  /// Events of those that were passed over, because they kill the process.
  package var skipped = 0
  /// Values that its handlers asked for in those events, and that nobody can read.
  package var unreadable = 0
  /// Events that a window left out, as nobody can read their time.
  package var untimely = 0
}
