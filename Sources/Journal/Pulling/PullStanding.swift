/// Where a relay goes on with an origin.
package struct PullStanding: Sendable, Equatable {
  /// The next line begins here.
  package let place: PulledPlace
  /// Up to where all is known to be what the origin pushed.
  package let verified: PulledPlace
  /// What is in the log of lines from `place` on, as whoever pulled them died; whatever others wrote may
  /// stand behind it.
  private var present: ArraySlice<UInt8>

  /// Of an origin that nothing was pulled of.
  package static let start = PullStanding(place: .start, verified: .start)

  package init(place: PulledPlace, verified: PulledPlace, present: [UInt8] = []) {
    self.place = place
    self.verified = verified
    self.present = present[...]
  }

  /// Whether the log has the next line already, so that it must not come again.
  ///
  /// - Parameter line: without its newline; from `place` on one behind the other.
  package mutating func holds(_ line: some Collection<UInt8>) -> Bool {
    if present.isEmpty { return false }
    let rest = present.dropFirst(line.count)
    guard rest.first == Newlines.byte, present.starts(with: line) else {
      // From here on it is what others wrote.
      present = []
      return false
    }
    present = rest.dropFirst()
    return true
  }
}

extension EventLog {
  /// Where a relay goes on behind the last run of an origin.
  ///
  /// - Throws: `system` where the log cannot be read.
  package func standing(after run: PulledRun?) throws(JournalError) -> PullStanding {
    guard let run else { return .start }
    guard let present = try present(of: run) else {
      return PullStanding(place: run.text.after, verified: run.text.verified)
    }
    // What was to stand in place of other lines is looked for among all lines anyway.
    return PullStanding(
      place: run.text.before, verified: run.text.verified,
      present: run.text.isHealing ? [] : present)
  }
}
