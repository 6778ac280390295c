package import TLM

/// How much longer, or shorter, attempts at issues take than in another period, and which phases account
/// for that.
package struct PhaseChange: Sendable {
  /// Time that an attempt with a timed phase spent in phases, in nanoseconds; nil without any.
  package let perAttempt: Double?
  /// The same in the other period.
  package let perAttemptBefore: Double?
  /// Each phase of either period, those first that account for most of the change.
  package let phases: [Phase]

  /// A phase and its part in the change.
  package struct Phase: Sendable {
    /// What it is called.
    package let name: Label
    /// Nanoseconds that an attempt spent in it.
    package let now: Double
    /// The same in the other period.
    package let before: Double
    /// Its share of the change: 0.8 for four fifths of it, less than 0 where it went the other way; nil
    /// where attempts take as long as before.
    package let contribution: Double?
  }

  /// Nanoseconds; what changes less changes nothing.
  private static let least = 1e6

  init(_ now: PhaseTiming.State, before: PhaseTiming.State, of projection: PhaseTiming) {
    let (phases, others) = (now.phases(of: projection), before.phases(of: projection))
    let (count, otherCount) = (now.ended.timed, before.ended.timed)
    perAttempt = Self.mean(phases.values.reduce(0) { $0 + $1.durations.sum }, of: count)
    perAttemptBefore = Self.mean(others.values.reduce(0) { $0 + $1.durations.sum }, of: otherCount)
    var change: Double?
    if let perAttempt, let perAttemptBefore {
      let difference = perAttempt - perAttemptBefore
      change = difference.magnitude < Self.least ? nil : difference
    }
    self.phases = Set(phases.keys).union(others.keys).map { name in
      let now = Self.mean(phases[name]?.durations.sum ?? 0, of: count) ?? 0
      let before = Self.mean(others[name]?.durations.sum ?? 0, of: otherCount) ?? 0
      return Phase(
        name: name, now: now, before: before, contribution: change.map { (now - before) / $0 })
    }
    .sorted { left, right in
      let (one, other) = (left.contribution ?? 0, right.contribution ?? 0)
      return one == other ? left.name < right.name : one > other
    }
  }

  private static func mean(_ sum: Int128, of count: Int) -> Double? {
    count == 0 ? nil : Double(sum) / Double(count)
  }

  /// The change of the time of an attempt, in nanoseconds; nil where it is not known of both periods.
  package var difference: Double? {
    perAttempt.flatMap { now in perAttemptBefore.map { now - $0 } }
  }
}
