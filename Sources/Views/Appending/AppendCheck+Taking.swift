import Events
import Index
import Journal

extension AppendCheck {
  /// How the log stands to the conditions up to its end of now; takes no lock.
  ///
  /// What the index knows is not read; it is brought close to the end on the way, so that the next
  /// look costs less.
  static func taken(
    of log: EventLog, in session: LogSession, _ conditions: [AppendCondition], key: String?
  ) throws -> AppendCheck {
    let bounds = try log.bounds()
    var appendCheck = AppendCheck(conditions, key: key)
    try appendCheck.begin(log, in: bounds)
    let length = bounds.upperBound.rawValue - appendCheck.through.rawValue
    let look = IndexLook(by: session, length: length, timeout: log.options.timeout)
    if let snapshot = look.snapshot {
      var known = appendCheck
      do {
        try known.takeOver(snapshot, session)
        appendCheck = known
      } catch is ViewsError {
        // The log has the answer, too.
      }
    }
    try appendCheck.extend(over: log, to: bounds.upperBound)
    return appendCheck
  }

  /// Goes to where the first line stands that decides anything.
  private mutating func begin(_ log: EventLog, in bounds: Range<Position>) throws {
    through = bounds.lowerBound
    for index in absences.indices {
      absences[index].filter = absences[index].filter.bound(to: log, by: nil)
    }
    try beginAtBase(log)
    guard streams.isEmpty, key == nil,
      let from = absences.map(\.from).min(), from > through
    else { return }
    through = try log.line(atOrBefore: from, in: bounds)
    guard absences.contains(where: \.filter.concernsTime) else { return }
    var times = TimesBefore(log: log, first: bounds.lowerBound)
    var explanation = Query.Explanation()
    lastTime = try times.time(before: through, &explanation)
  }

  /// Takes everything into account that the index knows of.
  private mutating func takeOver(_ snapshot: IndexSnapshot, _ session: LogSession) throws {
    guard snapshot.through > through else { return }
    // What a prune left stands for what the index knows of the lines before.
    let first = isBegunAtBase ? through : .start
    for index in streams.indices {
      let (events, last) = try snapshot.revision(
        ofStream: streams[index].name.text, from: first)
      streams[index].events += events
      streams[index].last = last ?? streams[index].last
    }
    if let key {
      for position in try snapshot.positions(ofKey: key.text) where keyed == nil {
        guard let event = try snapshot.log.event(at: position) else { continue }
        if Label(event.event.idempotencyKey) == key { keyed = event }
      }
    }
    for index in absences.indices where absences[index].from < snapshot.through {
      var query = Query(absences[index].filter)
      query.from = absences[index].from
      query.to = snapshot.through
      query.limit = 1
      var found: Position?
      try query.run(in: session, over: snapshot.log) { event in
        found = event.position
        return false
      }
      absences[index].found = found
    }
    through = snapshot.through
    lastTime = snapshot.lastTime
  }
}
