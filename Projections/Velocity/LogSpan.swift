package import Events

/// The times between which a log tells what happened, and those of its completions.
package struct LogSpan: Codable, Sendable, Equatable {
  /// The time of the first event that has one, in the order of the log.
  package private(set) var first: Timestamp?
  /// The greatest time of any event.
  package private(set) var greatest: Timestamp?
  /// The least and the greatest time of a completion.
  private(set) var completions: ClosedSpan?

  struct ClosedSpan: Codable, Sendable, Equatable {
    var least: Timestamp
    var greatest: Timestamp
  }

  package init() {}

  package mutating func include(_ time: Timestamp?) {
    guard let time else { return }
    guard let known = greatest else {
      (first, greatest) = (time, time)
      return
    }
    if time > known { greatest = time }
  }

  mutating func includeCompletion(at time: Timestamp) {
    guard let known = completions else {
      completions = ClosedSpan(least: time, greatest: time)
      return
    }
    completions = ClosedSpan(least: min(known.least, time), greatest: max(known.greatest, time))
  }

  /// Days of completions, the first and the last one counted; 0 where there are none.
  var completionDays: Int {
    guard let completions else { return 0 }
    let day = Velocity.Period.day
    return day.bucket(of: completions.greatest) - day.bucket(of: completions.least) + 1
  }

  /// Whether a bucket tells only a part of what happened in it: the log goes on in it, or began in
  /// it and not at its start.
  package func isPartial(_ bucket: Int, _ per: Velocity.Period) -> Bool {
    guard let first, let greatest else { return false }
    if per.bucket(of: greatest) == bucket { return true }
    return per.bucket(of: first) == bucket && !per.isStart(first)
  }
}
