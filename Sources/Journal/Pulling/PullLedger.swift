package import Events

/// How far a log has come with each origin that a relay pulls.
///
/// All of it stands in the log, in the markers. The file `log/PULLS` only spares looking for them: an
/// old one costs time, one that does not fit the log is left aside.
package struct PullLedger: Sendable, Equatable {
  /// The last run of each origin, by the origin's id.
  package private(set) var last: [String: PulledRun] = [:]
  /// Every marker before this position is accounted for.
  package internal(set) var through: Position

  package init(through: Position) { self.through = through }

  /// - Parameter run: it stands behind those that are known.
  mutating func add(_ run: PulledRun) { last[run.origin] = run }

  /// Takes note of what came of an attempt.
  package mutating func note(_ step: PullStep) { count(step) }
}

/// What came of an attempt to append lines of an origin; what is in the way of lines is that somebody else
/// pulled some of their origin.
package typealias PullStep = LedgerStep<PulledRun>
