package import Events
import Folding

/// What a prune did, or would do.
package struct PruneReport: Sendable, Equatable {
  /// What becomes of a projection's history before the cut.
  package enum Fate: String, Sendable {
    /// Its state at the cut is kept.
    case kept
    /// It begins at the cut: nothing of it was kept before.
    case begins
    /// It loses its history, as somebody said that it may.
    case dropped
    /// It is of an earlier version of a projection of this program, whose own history is kept.
    case superseded
    /// No projection of this program has its name and parameters: it stands in the way.
    case unknown
  }

  /// One projection with its parameters.
  package struct Projection: Sendable, Equatable {
    package let name: String
    package let version: Int
    package let parameters: Value
    package let fate: Fate
  }

  /// Who follows the log and has not come to the cut.
  package struct Follower: Sendable, Equatable {
    /// A process that lives; nil for what only keeps how far it has come, as an export does.
    package let process: Int32?
    package let position: Position
    /// What it follows for: names of projections, or its own.
    package let projections: [String]

    package init(process: Int32?, position: Position, projections: [String]) {
      self.process = process
      self.position = position
      self.projections = projections
    }

    /// Who that is, in words.
    package var words: String {
      let names = projections.joined(separator: ", ")
      return process.map { "process \($0), which follows \(names)," } ?? "the export \(names)"
    }
  }

  /// Whether nothing was done.
  package let isDryRun: Bool
  /// Where the oldest line stood that was kept before.
  package let first: Position
  /// Where the oldest line stands that is kept.
  package internal(set) var cut: Position
  /// The segments that went.
  package internal(set) var segments: [Position] = []
  /// Events in them.
  package internal(set) var events = 0
  /// Bytes of them.
  package internal(set) var bytes: Int64 = 0
  /// Whether the archive has them.
  package internal(set) var isArchived = false
  /// Bytes of what was left of them.
  package internal(set) var baseBytes: Int64 = 0
  package internal(set) var projections: [Projection] = []
  /// Followers that stand in the way.
  package internal(set) var followers: [Follower] = []
  /// The cut of a prune that somebody began and that was finished first.
  package internal(set) var finished: Position?

  init(isDryRun: Bool, first: Position) {
    self.isDryRun = isDryRun
    self.first = first
    cut = first
  }

  /// Whether anything stands in the way.
  package var isBlocked: Bool {
    !followers.isEmpty || projections.contains { $0.fate == .unknown }
  }
}

/// Why a log was not pruned.
package struct PruneError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  package enum Code: String, Sendable {
    /// Somebody would lose something that nobody said may be lost.
    case refused
  }

  package let code: Code
  /// What stands in the way, and what to do.
  package let message: String
  package var description: String { message }

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  init(_ report: PruneReport) {
    var reasons: [String] = []
    for projection in report.projections where projection.fate == .unknown {
      reasons.append(
        "\(projection.name) (version \(projection.version)) is no projection of this program and "
          + "would lose its history before \(report.cut): prune with the program that has it, or say "
          + "--drop \(projection.name)")
    }
    for follower in report.followers {
      let drops = follower.projections.map { "--drop \($0)" }.joined(separator: " ")
      reasons.append(
        "\(follower.words) stands at \(follower.position) and the cut is \(report.cut): wait until it has "
          + "come further, end it, or say \(drops)")
    }
    self.init(.refused, "nothing was pruned: " + reasons.joined(separator: "; "))
  }
}
