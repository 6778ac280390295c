import Events
import Journal
import Lines

/// The loop without its waiting: reads what came, decides, appends.
///
/// Of several loops on one log each goes through the same instants. What it decides it appends on
/// the condition that nobody decided anything behind what it has read; where somebody did, it takes
/// that in at this very instant and decides again. So of two loops exactly one writes, and both go
/// on from the same state.
struct LoopCore {
  private(set) var course: Course
  var writer: DecisionWriter
  private var lastTime: Timestamp?
  /// Where the next chunk begins.
  private(set) var end = Position.start

  init(_ log: EventLog, _ plan: CoursePlan) {
    course = Course(plan)
    writer = DecisionWriter(log)
  }

  /// Reads what is in the log by now, in silence; from then on what comes is decided about.
  mutating func catchUp() throws {
    let bounds = try writer.log.bounds()
    // One that failed half-way goes on from there.
    end = max(end, bounds.lowerBound)
    try read(to: bounds.upperBound)
    writer.isLive = true
  }

  /// Reads what came, and lets the time come to `now`.
  ///
  /// - Throws: where the log cannot be read or written; whoever calls it again goes on from the
  ///   last piece that was done, and decides about the rest as if nothing had happened.
  mutating func step(now: Timestamp?) throws {
    if !writer.isLive { try catchUp() }
    try read(to: nil)
    if let now {
      try whole { core in
        try core.course.pass(now) { course in try core.writer.act(&course) }
      }
    }
  }

  /// Does a piece of work in whole or not at all.
  ///
  /// An instant whose decision cannot be written must come again just as it was. What was written
  /// in the same piece before is met again as if another loop had written it.
  private mutating func whole(_ work: (inout LoopCore) throws -> Void) throws {
    guard writer.isLive else { return try work(&self) }
    let before = self
    do { try work(&self) } catch {
      let writer = writer
      self = before
      self.writer.keep(written: writer)
      throw error
    }
  }

  private mutating func read(to stop: Position?) throws {
    var source = try writer.log.read(from: end, to: stop)
    let parser = LineParser()
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      let time = batch.resolveTimes(from: lastTime)
      let next = chunk.position.advanced(by: chunk.count)
      try whole { core in
        for index in 0..<batch.count {
          try core.course.take(
            batch.event(at: index),
            heed: { course, kind, event in try core.writer.heed(kind, event, &course) },
            act: { course in try core.writer.act(&course) })
        }
        core.lastTime = time
        core.end = next
        core.course.reach(next)
      }
    }
  }
}
