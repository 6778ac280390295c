import TestSupport

@testable import TLM
@testable import Folding
@testable import Views

/// A store in a scratch folder, with its log and its checkpoints.
struct Bench {
  let scratch = Scratch()
  let log: EventLog
  let checkpoints: any CheckpointKeeping

  init(_ lines: String = "", segmentLimit: Int64 = 128 << 20) throws {
    var options = EventLog.Options()
    options.segmentLimit = segmentLimit
    log = try EventLog.create(scratch.store, options: options)
    checkpoints = try ViewsCheckpoints(of: log)
    if !lines.isEmpty { try log.append(lines: Array(lines.utf8)) }
  }

  func replayer(_ change: (inout Replay.Options) -> Void = { _ in }) -> Replayer {
    var options = Replay.Options()
    options.jobs = 1
    change(&options)
    return Replayer(log, checkpoints: checkpoints, options)
  }

  /// Whether all ways through the log, that by the index among them, come to the same.
  func verifies(_ projection: any Projection) throws -> Bool {
    let verification = try Replayer(log, Replay.Options(), makesViews: true).verify(projection)
    return verification.isGood && verification.ways.count == 4
  }

  func catchUp(_ projections: [any Projection]) -> CatchUp {
    var options = Replay.Options()
    options.jobs = 1
    return CatchUp(projections, through: log, checkpoints: checkpoints, options)
  }
}
