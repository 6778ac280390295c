import Events
import Journal
import Lines

extension QueryRun {
  /// The log's own lines: what the index knows of, and what stands behind it. False ends the run.
  mutating func readLog(
    progress: (_ done: Int64, _ of: Int64) -> Void, _ body: Body
  ) throws -> Bool {
    try readLog(lookIntoIndex(progress), body)
  }

  /// Brings the index close to the end of the log, and looks at it.
  func lookIntoIndex(_ progress: (_ done: Int64, _ of: Int64) -> Void) -> IndexLook {
    let length = range.upperBound.rawValue - range.lowerBound.rawValue
    return IndexLook(by: session, length: length, progress: progress)
  }

  /// Tells how the index stands.
  mutating func note(_ look: IndexLook) {
    explanation.reason = look.reason
    explanation.isDegraded = look.isDegraded
    guard let snapshot = look.snapshot else { return }
    times.snapshot = snapshot
    explanation.indexedThrough = snapshot.through
    let tail = range.upperBound.rawValue - max(snapshot.through, range.lowerBound).rawValue
    explanation.tailBytes = max(0, tail)
  }

  /// The same as `readLog`, by an index that was looked at.
  mutating func readLog(_ look: IndexLook, _ body: Body) throws -> Bool {
    note(look)
    guard let snapshot = look.snapshot else { return try scan(range, body) }
    let seam = min(max(snapshot.through, range.lowerBound), range.upperBound)
    let (known, tail) = (range.lowerBound..<seam, seam..<range.upperBound)
    if query.newestFirst {
      return try scan(tail, body) && lookUp(known, in: snapshot, body)
    }
    return try lookUp(known, in: snapshot, body) && scan(tail, body)
  }

  /// Reads of a stretch that is indexed what the index cannot rule out. False ends the run.
  private mutating func lookUp(
    _ stretch: Range<Position>, in snapshot: IndexSnapshot, _ body: Body
  ) throws -> Bool {
    if stretch.isEmpty { return true }
    do {
      if var named = try NamedLines(query, in: stretch, of: snapshot) {
        return try follow(&named, over: stretch, snapshot, body)
      }
      if let parts = try originStretches(in: stretch, snapshot) {
        return try scan(parts, of: stretch, snapshot, body)
      }
      return try scanTimes(of: stretch, in: snapshot, body)
    } catch let error as ViewsError {
      // Nothing of the stretch was read yet.
      degrade(error)
      return try scan(stretch, body)
    }
  }

  /// Reads the blocks whose times will do.
  mutating func scanTimes(
    of stretch: Range<Position>, in snapshot: IndexSnapshot, _ body: Body
  ) throws -> Bool {
    guard query.filter.concernsTime else { return try scan(stretch, body) }
    var parts = try snapshot.stretches(
      since: query.filter.since, until: query.filter.until, in: stretch)
    explanation.bytesSkipped = stretch.upperBound.rawValue - stretch.lowerBound.rawValue
    for part in parts {
      explanation.bytesSkipped -= part.upperBound.rawValue - part.lowerBound.rawValue
    }
    if query.newestFirst { parts.reverse() }
    for part in parts where try !scan(part, body) { return false }
    return true
  }

  /// Reads the lines that the index names, some at a time; where it fails on the way, what is left
  /// is scanned.
  private mutating func follow(
    _ named: inout NamedLines, over stretch: Range<Position>, _ snapshot: IndexSnapshot,
    _ body: Body
  ) throws -> Bool {
    var gatherer = LineGatherer(log, to: stretch.upperBound)
    var count = Self.fewLines
    var rest = stretch
    explanation.candidates = 0
    while true {
      let (positions, failure) = named.next(count)
      if let last = positions.last {
        explanation.candidates = (explanation.candidates ?? 0) + positions.count
        guard try lend(positions, &gatherer, snapshot, body) else { return false }
        rest =
          query.newestFirst
          ? rest.lowerBound..<max(rest.lowerBound, last)
          : try log.line(
            atOrAfter: Position(rawValue: last.rawValue + 1), in: rest)..<rest.upperBound
      }
      if let failure {
        degrade(failure)
        return try scan(rest, body)
      }
      if positions.count < count { return true }
      count = min(count * 4, Self.manyLines)
    }
  }

  /// Lines that are read at once: few at first, for whoever wants a few only.
  private static let fewLines = 16
  private static let manyLines = 1024

  /// Lends the events at these positions, which are in the query's order.
  private mutating func lend(
    _ positions: [Position], _ gatherer: inout LineGatherer, _ snapshot: IndexSnapshot,
    _ body: Body
  ) throws -> Bool {
    let chunk = try gatherer.chunk(of: query.newestFirst ? positions.reversed() : positions)
    explanation.bytes += gatherer.takeBytes()
    let batch = parser.parse(chunk)
    let untimed = (0..<batch.count).filter { batch.ownTime(at: $0) == nil }
      .map { batch.position(at: $0) }
    if !untimed.isEmpty { batch.resolveTimes(by: try times(of: untimed, in: snapshot)) }
    let indices = Array(0..<batch.count)
    for index in query.newestFirst ? indices.reversed() : indices
    where try !take(batch.event(at: index), body) { return false }
    return true
  }

  /// The times of untimed lines, as the index has them; where it fails, as the log says.
  private mutating func times(of untimed: [Position], in snapshot: IndexSnapshot) throws
    -> [Position: Timestamp]
  {
    do throws(ViewsError) { return try snapshot.times(ofUntimed: untimed) } catch {
      degrade(error)
    }
    var found: [Position: Timestamp] = [:]
    for position in untimed { found[position] = try times.time(before: position, &explanation) }
    return found
  }

  mutating func degrade(_ error: ViewsError) {
    explanation.reason = error.message
    explanation.isDegraded = true
  }
}
