import TLM

/// The last lines of a log whose events meet a filter, oldest first.
struct NewestLines {
  private(set) var lines: [[UInt8]] = []
  /// Where the log ended when it was read.
  private(set) var end: Position

  /// Looks at the last megabyte, then at ever more, until there are enough.
  init(log: EventLog, filter: Filter, count: Int) throws {
    let bounds = try log.bounds()
    end = bounds.upperBound
    var reach: Int64 = 1 << 20
    while true {
      let start = try log.lineStart(atOrAfter: bounds.upperBound.rawValue - reach, in: bounds)
      lines = []
      var scan = Scan()
      try scan.run(over: try log.read(from: start, to: bounds.upperBound)) { event in
        if count > 0 && filter.matches(event) { lines.append(LineText.raw(event)) }
        if lines.count - 1024 >= count, lines.count / 2 >= count {
          lines.removeFirst(lines.count - count)
        }
        return true
      }
      if lines.count > count { lines.removeFirst(lines.count - count) }
      if lines.count == count || start <= bounds.lowerBound { return }
      reach = reach.multipliedReportingOverflow(by: 4).partialValue
    }
  }
}
