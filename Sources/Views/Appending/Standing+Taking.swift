import Events
import Journal

extension Standing {
  /// How the log stands to the conditions up to its end of now; takes no lock.
  static func taken(of log: EventLog, _ conditions: [AppendCondition], key: String?) throws
    -> Standing
  {
    let bounds = try log.bounds()
    var standing = Standing(conditions, key: key)
    try standing.begin(log, in: bounds)
    try standing.extend(over: log, to: bounds.upperBound)
    return standing
  }

  /// Goes to where the first line stands that decides anything.
  private mutating func begin(_ log: EventLog, in bounds: Range<Position>) throws {
    through = bounds.lowerBound
    guard streams.isEmpty, key == nil,
      let from = absences.map(\.from).min(), from > bounds.lowerBound
    else { return }
    let start =
      from >= bounds.upperBound
      ? bounds.upperBound : try log.lineStart(atOrAfter: from.rawValue, in: bounds)
    through = min(start, bounds.upperBound)
    guard absences.contains(where: \.filter.concernsTime) else { return }
    var times = TimesBefore(log: log, first: bounds.lowerBound)
    var explanation = Explanation()
    lastTime = try times.time(before: through, &explanation)
  }
}
