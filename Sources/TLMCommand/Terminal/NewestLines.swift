import TLM

/// The last events of a log that meet a filter, oldest first.
struct NewestLines {
  private(set) var events: [RecordedEvent] = []
  /// Where the log ended when it was read.
  private(set) var end: Position

  /// Looks at the last megabyte, then at ever more, until there are enough.
  ///
  /// - Parameter limit: bytes at the end of the log that are looked at, at most.
  init(log: EventLog, filter: Filter, count: Int, reach limit: Int64 = .max) throws {
    let bounds = try log.bounds()
    end = bounds.upperBound
    var reach: Int64 = 1 << 20
    while true {
      let start = try log.lineStart(atOrAfter: bounds.upperBound.rawValue - reach, in: bounds)
      events = []
      var scan = Scan()
      try scan.run(over: try log.read(from: start, to: bounds.upperBound)) { event in
        if count > 0 && filter.matches(event) { events.append(RecordedEvent(copying: event)) }
        Self.trim(&events, to: count)
        return true
      }
      if events.count > count { events.removeFirst(events.count - count) }
      if events.count == count || start <= bounds.lowerBound || reach >= limit { return }
      reach = reach.multipliedReportingOverflow(by: 4).partialValue
    }
  }

  /// Lets go of those before the newest, where they are many.
  static func trim(_ events: inout [RecordedEvent], to count: Int) {
    if events.count - 1024 >= count, events.count / 2 >= count {
      events.removeFirst(events.count - count)
    }
  }
}
