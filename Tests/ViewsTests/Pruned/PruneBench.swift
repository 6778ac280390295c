import Events
import Journal
import SystemCalls
import TestSupport

@testable import Folding
@testable import TLM
@testable import Views

/// A log that is pruned, and one with the same lines that never is.
final class PruneBench {
  private let scratch = Scratch()
  let log: EventLog
  let uncut: EventLog
  /// What is folded: whole states and rows, one that fails, one that knows every position.
  let projections: [any Projection] = [Seen(), EventCounts(), Ledger(), Fragile(), Issues()]

  init(segmentLimit: Int64 = 6000) throws {
    var options = EventLog.Options()
    options.segmentLimit = segmentLimit
    options.unindexedTail = 0
    log = try EventLog.create(scratch.path + "/pruned", options: options)
    uncut = try EventLog.create(scratch.path + "/whole")
  }

  /// Appends to both.
  func append(_ text: String) throws {
    if text.isEmpty { return }
    try log.append(lines: Array(text.utf8), timeout: .seconds(5))
    try copy()
  }

  /// Brings the uncut log up to the pruned one: every line that was appended there.
  func copy() throws {
    let end = try uncut.bounds().upperBound
    var lines = try log.read(from: end)
    while let chunk = try lines.next() {
      let bytes = unsafe chunk.bytes.withUnsafeBufferPointer { unsafe Array($0) }
      try uncut.append(lines: bytes, timeout: .seconds(5))
    }
  }

  /// Lines that say something to each of the projections.
  func randomLines(_ count: Int, _ dice: inout Seeded) -> String {
    var text = ""
    for _ in 0..<count {
      switch dice.below(8) {
      case 0: text += sampleLog(events: dice.below(6))
      case 1: text += "{\"event\":\"call\",\"ts\":\(1_770_000_000 + dice.below(1000))}\n"
      case 2: text += "{\"event\":\"x\",\"stream\":\"s-\(dice.below(5))\"}\n"
      case 3:
        text +=
          "{\"event\":\"y\",\"n\":\(dice.below(3)),\"idempotency_key\":\"k-\(dice.below(90))\"}\n"
      case 4: text += dice.below(3) == 0 ? "no event\n" : "\n"
      default: text += LedgerStep.random(using: &dice).line
      }
    }
    return text
  }

  func replayer(of log: EventLog, _ change: (inout Replay.Options) -> Void = { _ in }) -> Replayer {
    var options = Replay.Options()
    options.jobs = 1
    options.now = Timestamp(rawValue: 1_790_000_000_000_000_000)
    change(&options)
    return Replayer(log, options, makesViews: true)
  }

  /// Keeps what some of the projections come to, as a follower would.
  func keep(_ projections: [any Projection]) throws {
    _ = try replayer(of: log).rebuild(projections)
  }

  func pruner(_ rules: PruneRules, drops: Set<String> = []) -> Pruner {
    var options = Pruner.Options(rules)
    options.jobs = 1
    options.drops = drops
    options.timeout = .milliseconds(100)
    return Pruner(
      LogSession(log),
      catalog: [Seen.self, EventCounts.self, Ledger.self, Fragile.self, Issues.self],
      options)
  }

  /// Prunes until so many bytes are left.
  @discardableResult
  func prune(to bytes: Int64) throws -> PruneReport {
    var ages = SegmentAges()
    let report = try pruner(PruneRules(maxSize: bytes)).run(&ages)
    try copy()
    return report
  }

  /// What projections come to in the pruned log and in the other one, from whatever is kept.
  func replays(
    _ change: (inout Replay.Options) -> Void = { _ in }
  ) throws -> (pruned: [Replay], whole: [Replay]) {
    (
      try replayer(of: log, change).replay(projections).replays,
      try replayer(of: uncut) { $0.usesCheckpoints = false }.replay(projections).replays
    )
  }

  /// Bytes of all segments.
  var size: Int64 {
    get throws {
      let bounds = try log.bounds()
      return bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    }
  }

  /// Names in the log's folder that are neither segments nor their sums.
  var others: [String] {
    get throws {
      try Folder.names(in: log.layout.log).filter {
        !$0.hasSuffix(".jsonl") && !$0.hasSuffix(".sum")
      }
    }
  }
}
