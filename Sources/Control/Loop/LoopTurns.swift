import Events
import Journal
import Projections

/// The turns of a loop, for who does the waiting: a test, a scripted day, somebody with a clock of
/// their own.
public struct LoopTurns: ~Copyable, Sendable {
  private var core: LoopCore
  private var board: Board?
  private let options: ControlLoop.Options
  private let plan: CoursePlan

  init(_ log: EventLog, _ plan: CoursePlan, _ options: ControlLoop.Options) {
    self.options = options
    self.plan = plan
    core = LoopCore(log, plan)
    board = options.board.map { Board(path: $0, of: plan.fold.table) }
  }

  /// Reads what came, decides and appends; the first time it only catches up.
  ///
  /// - Throws: as `ControlLoop.run`.
  public mutating func take() throws -> ControlLoop.Status {
    var now: Timestamp?
    if case .wall(let clock) = options.clock { now = clock() }
    try core.step(now: now)
    let course = core.course
    let time = now ?? course.memory.time
    let own = course.ownReadings()
    if let time {
      _ = try board?.publish(course.sensors, through: core.end, at: time, others: own)
    }
    return ControlLoop.Status(
      through: core.end, time: course.memory.time, mode: course.mode,
      decisions: core.writer.written.count, proposals: course.memory.proposals, ownReadings: own,
      effects: [], warnings: [])
  }
}

extension PolicyCourse {
  /// What the policy itself knows: the mode in force, and how many rules hold.
  fileprivate func ownReadings() -> [String: SensorReading] {
    var count = 0
    for (place, rule) in memory.rules.enumerated()
    where rule.isTrue && plan.policy.wiring.isCounted[place] { count += 1 }
    var readings = [
      SensorDirectory.rulesTrue: SensorReading(.number(Double(count)), at: memory.time)
    ]
    for sensor in plan.fold.table.definitions where sensor.derivation == .mode {
      readings[sensor.id] = mode.since.map { SensorReading(.word(mode.name), at: $0) }
    }
    return readings
  }
}
