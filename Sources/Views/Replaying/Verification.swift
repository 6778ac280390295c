package import Events
public import Folding
import Journal

/// Whether a projection comes to the same by every way there is.
public struct Verification: Sendable, Equatable {
  /// One way through the log and what it came to.
  public struct Way: Sendable, Equatable {
    /// `from zero`, `from the checkpoint`, `with the index` or `in parallel`.
    public let name: String
    /// The state that it came to and what was met on the way.
    public let replay: Replay
  }

  /// The projection's name.
  public let projection: String
  /// What each way came to; the first is from zero, line by line, with one thread.
  public let ways: [Way]
  /// What is wrong, in sentences; empty where all is well.
  public let problems: [String]
  /// What is worth knowing and not wrong.
  public let notes: [String]

  /// Whether nothing is wrong.
  public var isGood: Bool { problems.isEmpty }
}

extension Replayer {
  /// Folds the log by every way there is and compares what comes of it. Changes nothing.
  ///
  /// - Throws: `FoldError` where the log cannot be read.
  package func verify(_ projection: any Projection) throws -> Verification {
    let log = log
    let end = try readable { () throws(JournalError) in try log.bounds().upperBound }
    var ways: [Verification.Way] = []
    var problems: [String] = []
    var notes: [String] = []
    for way in Self.ways(options.jobs) where index != nil || !way.usesIndex {
      var replayer = self
      replayer.options.bounds = Fold.Bounds(to: end)
      replayer.options.usesCheckpoints = way.usesCheckpoints
      replayer.options.usesIndex = way.usesIndex
      replayer.options.jobs = way.jobs
      var catchUp = replayer.catchUp([projection])
      try replayer.foldLog(&catchUp, keeps: false)
      let replayed = try Replayed(catchUp)
      notes += replayed.warnings.filter { !notes.contains($0) }
      if way.usesCheckpoints {
        if let refusal = replayed.refusals[0] {
          if refusal.isWrong {
            problems.append(refusal.sentence)
          } else {
            notes.append(refusal.sentence)
          }
        }
        // What a prune left is what every way begins with.
        if replayed.starts[0] == nil || catchUp.places[0].isOfBase { continue }
      }
      ways.append(.init(name: way.name, replay: replayed.replays[0]))
    }
    for way in ways.dropFirst() {
      problems += Self.differences(of: way, from: ways[0])
    }
    return Verification(
      projection: type(of: projection).name, ways: ways, problems: problems, notes: notes)
  }

  private struct Evaluation {
    let name: String
    var usesCheckpoints = false
    var usesIndex = false
    var jobs = 1
  }

  private static func ways(_ jobs: Int) -> [Evaluation] {
    [
      Evaluation(name: "from zero"), Evaluation(name: "from the checkpoint", usesCheckpoints: true),
      Evaluation(name: "with the index", usesIndex: true),
      Evaluation(name: "in parallel", jobs: max(2, jobs)),
    ]
  }

  private static func differences(
    of way: Verification.Way, from zero: Verification.Way
  ) -> [String] {
    func compare(_ what: String, _ value: (Replay) -> String) -> String? {
      let (one, other) = (value(zero.replay), value(way.replay))
      return one == other
        ? nil : "\(way.name) the \(what) is \(other), \(zero.name) it is \(one)"
    }
    return [
      compare("digest") { $0.digest.description },
      compare("end") { $0.through?.description ?? "-" },
      compare("number of events") { "\($0.events)" },
      compare("number of matched events") { "\($0.matched)" },
      compare("number of failed events") { "\($0.failed)" },
      compare("number of skipped events") { "\($0.skipped)" },
      compare("number of quarantined lines") { "\($0.quarantined)" },
      compare("number of unreadable values") { "\($0.unreadable)" },
    ].compactMap(\.self)
  }
}
