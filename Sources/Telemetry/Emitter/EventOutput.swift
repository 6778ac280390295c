package import Events
package import Journal

/// Where an emitter's events end: in a log, or in the memory of a test.
package protocol EventOutput: Sendable {
  /// Puts events in, all of them or none.
  mutating func append(_ events: [NewEvent]) throws(JournalError)
}
