import Events
import Folding
import Journal
import Lines
import Views

/// The loop without its reading and waiting: takes in what came, decides, appends.
///
/// Of several loops on one log each goes through the same instants. What it decides it appends on
/// the condition that nobody decided anything behind what it has read; where somebody did, it takes
/// that in at this very instant and decides again. So of two loops exactly one writes, and both go
/// on from the same state.
struct LoopCore {
  private(set) var evaluation: Evaluation
  var writer: DecisionWriter
  /// The end of what was taken in.
  private(set) var end = Position.start

  init(_ log: EventLog, of storeID: String?, _ plan: EvaluationPlan) {
    evaluation = Evaluation(plan)
    writer = DecisionWriter(log, of: storeID)
  }

  /// Begins behind what was pruned.
  mutating func begin(_ beginning: EvaluationBeginning) {
    evaluation.begin(beginning)
    end = max(end, beginning.position)
  }

  /// Takes the next lines of the log in, whose times are resolved.
  ///
  /// - Throws: where nothing can be written; given the same again it decides about them as if
  ///   nothing had happened.
  mutating func take(_ batch: LineBatch) throws {
    try whole { core in
      for index in 0..<batch.count {
        try core.evaluation.take(
          batch.event(at: index),
          handle: { evaluation, kind, event in try core.writer.take(kind, event, &evaluation) },
          act: { evaluation in try core.writer.act(&evaluation) })
      }
      core.reach(batch.end)
    }
  }

  /// Everything before a position was read.
  mutating func reach(_ position: Position) {
    end = position
    evaluation.reach(position)
  }

  /// Lets the time come to `now`.
  ///
  /// - Throws: as `take`.
  mutating func pass(_ now: Timestamp) throws {
    try whole { core in
      try core.evaluation.pass(now) { evaluation in try core.writer.act(&evaluation) }
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
}
