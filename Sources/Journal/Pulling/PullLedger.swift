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
  package mutating func note(_ step: PullStep) {
    switch step {
    case .written(let run, let others, let end):
      others.forEach { add($0) }
      add(run)
      through = end
    case .overtaken(let others, let end):
      others.forEach { add($0) }
      through = end
    }
  }
}

/// What came of an attempt to append lines of an origin.
package enum PullStep: Sendable {
  /// They are in the log; and what others pulled since.
  case written(PulledRun, others: [PulledRun], through: Position)
  /// Somebody else pulled lines of this origin: look again where to go on.
  case overtaken([PulledRun], through: Position)
}
