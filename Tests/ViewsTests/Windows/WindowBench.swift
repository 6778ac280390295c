import Events
import Journal
import SystemCalls
import TestSupport

@testable import Folding
@testable import Index
@testable import TLM
@testable import Views

/// A log that grows and is pruned, and what is kept of its windows.
struct WindowBench {
  let pruned: PruneBench
  let projections: [any Projection] =
    [Seen(), Ledger(), Fragile(), Issues(), PhaseTiming(), Velocity(), ToolUsage()]

  init(segmentLimit: Int64 = 6000) throws { pruned = try PruneBench(segmentLimit: segmentLimit) }

  var log: EventLog { pruned.log }
  var folder: String { log.layout.views + "/windows" }

  /// The times of the lines lie in the seventeen minutes after it.
  static let begin: Int64 = 1_770_000_000

  static func minute(_ number: Int) -> Timestamp {
    Timestamp(rawValue: (begin + Int64(number) * 60) * 1_000_000_000)
  }

  /// What a fold of some bounds came to, and how many projections went on from something kept.
  struct Outcome {
    let replays: [Replay]
    let milestone: Fold.Milestone
    let warnings: [String]
    let resumed: Int
  }

  func catchUp(_ bounds: Fold.Bounds, now: Timestamp, usesKept: Bool = true) throws -> CatchUp {
    var options = Replay.Options()
    options.bounds = bounds
    options.now = now
    options.jobs = 1
    options.usesCheckpoints = usesKept
    let (views, index) = try LogSession(log).views()
    return CatchUp(
      projections, through: log, checkpoints: ViewsCheckpoints(in: views), index: index, options)
  }

  /// - Parameter usesKept: whether what is kept is gone on from, and what it comes to kept.
  func fold(
    _ bounds: Fold.Bounds, now: Timestamp = minute(99), usesKept: Bool = true
  ) throws -> Outcome {
    var catchUp = try catchUp(bounds, now: now, usesKept: usesKept)
    try catchUp.load()
    try catchUp.advance(to: catchUp.end)
    catchUp.keepWindow(least: 1)
    return Outcome(
      replays: try catchUp.replays(), milestone: catchUp.fold.progress.milestone,
      warnings: catchUp.warnings, resumed: catchUp.places.count { $0.start != nil })
  }

  /// What is other than a fold from zero comes to; nil where nothing is. And how many projections went
  /// on from something kept.
  func problem(
    _ bounds: Fold.Bounds, now: Timestamp = minute(99)
  ) throws -> (text: String?, resumed: Int) {
    let kept = try fold(bounds, now: now)
    let zero = try fold(bounds, now: now, usesKept: false)
    for (one, other) in zip(kept.replays, zero.replays) where one != other {
      return ("\(one.projection) comes to something else in \(bounds)", kept.resumed)
    }
    if kept.milestone != zero.milestone { return ("another milestone in \(bounds)", kept.resumed) }
    if kept.warnings != zero.warnings {
      return ("\(kept.warnings), \(zero.warnings)", kept.resumed)
    }
    return (nil, kept.resumed)
  }

  func bringIndexUp() throws {
    let (_, index) = try LogSession(log).views()
    try index.bringUp(timeout: .seconds(5), tailLimit: 0)
  }

  /// The files that are kept.
  func files() throws -> [String] { try Folder.names(in: folder) }
}
