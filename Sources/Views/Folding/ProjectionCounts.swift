/// What one projection met in a log.
struct ProjectionCounts: Sendable, Equatable, Codable {
  /// Events that one of its handlers names.
  var matched = 0
  /// Events of those whose handler threw.
  var failed = 0
  /// Events of those that were passed over, because they kill the process.
  var skipped = 0
}
