import Events
import Journal
import Lines
import SystemCalls

/// How old the segments of a log are; what its events say of a sealed one is read once.
package struct SegmentAges: Sendable {
  private var known: [Position: SegmentTimes] = [:]
  private var types: [String] = []

  package init() {}

  /// Which segments go by the rules, and up to where.
  struct Plan: Sendable, Equatable {
    /// Where the oldest segment begins.
    var first: Position
    /// Where the oldest line will stand that is kept.
    var cut: Position
    /// Those that go, oldest first.
    var segments: [Position] = []
    var bytes: Int64 = 0
    /// Whether the one that takes appends goes, too, once it is sealed.
    var sealsActive = false
  }

  /// - Throws: `system` or `readOnly` where the log cannot be read.
  mutating func plan(
    _ rules: PruneRules, for log: EventLog, at now: Timestamp
  ) throws(JournalError) -> Plan {
    let list = try journaled { () throws(SystemError) in try SegmentList(log.layout) }
    forget(except: list, rules)
    var sizes: [Int64] = []
    for base in list.bases { sizes.append(try size(of: base, in: log)) }
    var left = sizes.reduce(0, +)
    let first = list.bases.first ?? .start
    var plan = Plan(first: first, cut: first)
    for (index, base) in list.bases.enumerated() {
      let next = list.end(of: base)
      // The one that takes appends goes for its age alone: it would be sealed now.
      let sealed = next == nil ? now : try sealing(of: base, in: log)
      let size = next == nil ? 0 : left
      guard next != nil || (rules.olderThan != nil && sizes[index] > 0),
        try rules.take(
          sealed: sealed, size: size, at: now,
          times: { () throws(JournalError) in
            try times(of: base, to: next, in: log)
          })
      else { break }
      plan.segments.append(base)
      plan.bytes += sizes[index]
      plan.sealsActive = next == nil
      plan.cut = if let next { next } else { try log.bounds().upperBound }
      left -= sizes[index]
    }
    return plan
  }

  private mutating func forget(except list: SegmentList, _ rules: PruneRules) {
    let wanted = rules.keptTypes.map(\.name)
    if wanted != types { known = [:] }
    types = wanted
    known = known.filter { list.bases.contains($0.key) }
  }

  private func size(of base: Position, in log: EventLog) throws(JournalError) -> Int64 {
    try journaled { () throws(SystemError) in
      try FileStatus.of(log.layout.segment(base))?.size ?? 0
    }
  }

  /// When a segment was sealed, as its sum or its own last change says.
  private func sealing(of base: Position, in log: EventLog) throws(JournalError) -> Timestamp? {
    try journaled { () throws(SystemError) in
      var sealed = try FileStatus.of(log.layout.sum(base))
      if sealed == nil { sealed = try FileStatus.of(log.layout.segment(base)) }
      return sealed?.modified_ns.map(Timestamp.init(rawValue:))
    }
  }

  private mutating func times(
    of base: Position, to next: Position?, in log: EventLog
  ) throws(JournalError) -> SegmentTimes {
    if let known = known[base] { return known }
    var times = SegmentTimes()
    let parser = LineParser()
    var lines = try log.read(from: base, to: next)
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      for index in 0..<batch.count {
        guard let time = batch.ownTime(at: index) else { continue }
        times.latest = max(times.latest ?? time, time)
        guard !types.isEmpty, let name = batch.event(at: index).name, types.contains(name) else {
          continue
        }
        times.ofTypes[name] = max(times.ofTypes[name] ?? time, time)
      }
    }
    if next != nil { known[base] = times }
    return times
  }
}
