import Synchronization
import TestSupport

@testable import TLM
@testable import Views

/// A store in a scratch folder, with its log and its checkpoints.
struct Bench {
  let scratch = Scratch()
  let log: EventLog
  let checkpoints: any CheckpointKeeping

  init(_ lines: String = "", segmentLimit: Int64 = 128 << 20) throws {
    var options = LogOptions()
    options.segmentLimit = segmentLimit
    log = try EventLog.create(scratch.store, options: options)
    checkpoints = KeptInMemory()
    if !lines.isEmpty { try log.append(lines: Array(lines.utf8)) }
  }

  func replayer(_ change: (inout ReplayOptions) -> Void = { _ in }) -> Replayer {
    var options = ReplayOptions()
    options.jobs = 1
    change(&options)
    return Replayer(log, checkpoints: checkpoints, options)
  }

  func passage(_ projections: [any Projection]) -> Passage {
    var options = ReplayOptions()
    options.jobs = 1
    return Passage(projections, through: log, checkpoints: checkpoints, options)
  }
}

final class KeptInMemory: CheckpointKeeping {
  private let all = Mutex<[[UInt8]: [UInt8]]>([:])

  func checkpoint(_ key: [UInt8]) -> [UInt8]? { all.withLock { $0[key] } }

  func checkpoints() -> [[UInt8]] {
    all.withLock { all in
      all.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
  }

  func changeCheckpoint(_ key: [UInt8], _ change: ([UInt8]?) -> [UInt8]?) -> Bool {
    all.withLock { all in
      guard let new = change(all[key]) else { return false }
      all[key] = new
      return true
    }
  }
}
