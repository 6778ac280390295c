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
  private(set) var course: PolicyCourse
  private(set) var writer: DecisionWriter
  private var lastTime: Timestamp?
  /// Where the next chunk begins.
  private(set) var end = Position.start

  init(_ log: EventLog, _ plan: CoursePlan) {
    course = PolicyCourse(plan)
    writer = DecisionWriter(log)
  }

  /// Reads what is in the log by now, in silence; from then on what comes is decided about.
  mutating func catchUp() throws {
    let bounds = try writer.log.bounds()
    end = bounds.lowerBound
    try read(to: bounds.upperBound)
    writer.isLive = true
  }

  /// Reads what came, and lets the time come to `now`.
  mutating func step(now: Timestamp?) throws {
    if !writer.isLive { try catchUp() }
    try read(to: nil)
    if let now { try course.pass(now) { course in try writer.act(&course) } }
  }

  private mutating func read(to stop: Position?) throws {
    var source = try writer.log.read(from: end, to: stop)
    let parser = LineParser()
    while let chunk = try source.next() {
      let batch = parser.parse(chunk)
      lastTime = batch.resolveTimes(from: lastTime)
      for index in 0..<batch.count {
        try course.take(
          batch.event(at: index),
          heed: { course, kind, event in try writer.heed(kind, event, &course) },
          act: { course in try writer.act(&course) })
      }
      end = chunk.position.advanced(by: chunk.count)
      course.reach(end)
    }
  }
}
