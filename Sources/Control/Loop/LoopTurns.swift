import Board
import Events
import Journal
import Lines
import Sensors
public import Views

extension ControlLoop {
  /// The turns of a loop, for who does the waiting: a test, a scripted day, somebody with a clock of
  /// their own.
  public struct Turns: ~Copyable, Sendable {
    private var core: LoopCore
    private let plan: EvaluationPlan
    private var board: Board?
    private let options: ControlLoop.Options
    private var effects: EffectQueue
    private var reader: BatchReader
    /// What was read and is not taken in yet.
    private var batch: LineBatch?
    /// Whether the last turn could not write what it had to.
    private var isBlocked = false

    init(
      _ log: EventLog, _ plan: EvaluationPlan, _ options: ControlLoop.Options,
      wake: @escaping @Sendable () -> Void = {}
    ) {
      self.options = options
      self.plan = plan
      // A store without a readable name is taken for the one that is there at each append.
      let storeID = ((try? log.readIdentity()) ?? nil)?.id
      core = LoopCore(log, of: storeID, plan)
      effects = EffectQueue(log, of: storeID, options, wake)
      reader = BatchReader(log, by: options.tail)
      board = options.board.map {
        Board(path: $0, of: plan.sensors.fold.table, in: storeID, modes: plan.policy.boardText)
      }
    }

    /// Whether there is something for a turn to do: something came, or an effect has ended. False
    /// after a turn that could not write: what it could not do is tried again in its own time.
    ///
    /// - Throws: as `take`.
    mutating func hasNews() throws -> Bool {
      if isBlocked { return false }
      return try effects.hasEnding || hasBatch()
    }

    /// Reads what came, decides and appends; the first time it only catches up.
    ///
    /// Effects that are done by writing are done with the turn; a program runs beside the turns, and
    /// one that comes after its end says so. Where the log's lock is busy or the disk is full, the
    /// status says it in its warnings, and the next turn decides about the same instant.
    ///
    /// - Throws: as `ControlLoop.run`.
    public mutating func take() throws -> ControlLoop.Status {
      var now: Timestamp?
      if case .wall(let clock) = options.clock { now = clock() }
      var warnings: [String] = []
      isBlocked = false
      do {
        try step(now: now)
        try effects.work(&core.writer.effects, readTo: core.end)
      } catch let error as AppendError where error.passes {
        isBlocked = true
        warnings.append("\(error.message); it is tried again")
      }
      let evaluation = core.evaluation.policy
      let own = evaluation.ownReadings()
      if let time = now ?? evaluation.memory.time {
        do throws(BoardError) {
          _ = try board?.publish(
            core.evaluation.sensors, through: core.end, at: time, others: own)
        } catch { warnings.append(error.message) }
      }
      return ControlLoop.Status(
        through: core.end, time: evaluation.memory.time, mode: evaluation.mode,
        decisions: core.writer.written.count, proposals: evaluation.memory.proposals,
        ownReadings: own,
        effects: effects.takeReports(), warnings: warnings)
    }

    /// Ends what still runs, and writes down that it was interrupted. Turns that are let go of
    /// without it end it, too, and leave the writing to whoever looks next.
    ///
    /// - Returns: how effects ended since the last status.
    /// - Throws: `AppendError` where it cannot be written.
    @discardableResult
    public mutating func end() throws(AppendError) -> [ControlLoop.EffectReport] {
      try effects.end()
      return effects.takeReports()
    }

    /// Takes in what came, and lets the time come to `now`.
    private mutating func step(now: Timestamp?) throws {
      if !core.writer.isLive { try catchUp(now: now) }
      while try hasBatch(), let next = batch {
        try core.take(next)
        batch = nil
      }
      if let now { try core.pass(now) }
    }

    /// Takes in what is in the log by now, in silence, and lets the time since then pass likewise;
    /// from then on what comes is decided about.
    private mutating func catchUp(now: Timestamp?) throws {
      let bounds = try core.writer.log.bounds()
      // One that failed half-way goes on from there.
      if reader.position < bounds.lowerBound {
        let beginning = try EvaluationBeginning(of: core.writer.log, plan)
        core.begin(beginning)
        reader.skip(to: beginning.position)
      }
      core.reach(reader.position)
      while let next = try reader.next(to: bounds.upperBound) { try core.take(next) }
      if let now { try core.pass(now) }
      core.writer.isLive = true
    }

    private mutating func hasBatch() throws(JournalError) -> Bool {
      if batch == nil { batch = try reader.next() }
      return batch != nil
    }
  }
}

extension AppendError {
  /// Whether the store is gone that was decided about.
  var isOfNoStore: Bool { cause?.code == .noStore }

  /// Whether waiting may help: the log's lock was busy, or the disk full.
  var passes: Bool {
    guard let code = cause?.code else { return false }
    return [.busy, .full, .partlyWritten].contains(code)
  }
}

extension PolicyEvaluation {
  /// What the policy itself knows: the mode in force, and how many rules hold.
  fileprivate func ownReadings() -> [String: SensorReading] {
    var count = 0
    for (place, rule) in memory.rules.enumerated()
    where rule.isTrue && plan.policy.wiring.isCounted[place] { count += 1 }
    var readings = [
      SensorCatalog.rulesTrue: SensorReading(.number(Double(count)), at: memory.time)
    ]
    for sensor in plan.sensors.fold.table.definitions where sensor.derivation == .mode {
      readings[sensor.id] = mode.since.map { SensorReading(.word(mode.name), at: $0) }
    }
    return readings
  }
}
