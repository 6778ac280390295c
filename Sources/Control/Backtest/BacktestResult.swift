public import Events
import Folding

extension Backtest {
  /// What a policy would have done.
  public struct Result: Sendable, Equatable {
    /// Says what was decided by: the rules, the sensors that they ask and the interval.
    public let policy: String
    /// Events of the history.
    public let events: Int
    /// The first instant, and the last one; nil where there was none.
    public let begin: Timestamp?
    /// The last instant; nil where there was none.
    public let end: Timestamp?
    /// The mode in force at the end.
    public let mode: String
    /// In the order of time, each with its reasons.
    public let transitions: [ModeTransition]
    /// What a person was asked.
    public let proposals: [Policy.Proposal]
    /// Edges that were taken too often.
    public let calibrations: [Policy.Calibration]
    /// Time in each mode that was in force, in the order of the file.
    public let stays: [Stay]

    /// How long a mode was in force, all stays together.
    public struct Stay: Sendable, Hashable, Codable {
      /// The mode's name.
      public let mode: String
      /// The sum of the stays, the last one up to the end of the history.
      public let time: Nanoseconds
    }

    /// Equal for equal decisions, on every machine; which rules took them does not count.
    public var digest: String {
      let form = Form(
        mode: mode, transitions: transitions, proposals: proposals, calibrations: calibrations,
        stays: stays)
      do { return try Digest(of: form).description } catch {
        preconditionFailure("numbers and words encode: \(error)")
      }
    }

    private struct Form: Encodable {
      let mode: String
      let transitions: [ModeTransition]
      let proposals: [Policy.Proposal]
      let calibrations: [Policy.Calibration]
      let stays: [Stay]
    }

    /// What another policy did otherwise with the same history, in the order of time.
    ///
    /// A transition of the one and one of the other are the same where instant and edge are.
    public func differences(from other: Backtest.Result) -> [Backtest.Difference] {
      typealias Key = Backtest.Difference.Step
      let (own, others) = (transitions.map(Key.init), other.transitions.map(Key.init))
      let (mine, theirs) = (Set(own), Set(others))
      let gained = own.filter { !theirs.contains($0) }.map { Backtest.Difference(step: $0, .added) }
      let lost = others.filter { !mine.contains($0) }.map {
        Backtest.Difference(step: $0, .missing)
      }
      return (lost + gained).enumerated().sorted {
        ($0.element.step.time, $0.offset) < ($1.element.step.time, $1.offset)
      }.map(\.element)
    }
  }
}

extension Backtest {
  /// A transition that one of two policies took and the other did not.
  public struct Difference: Sendable, Hashable {
    /// An edge and when it was taken.
    public struct Step: Sendable, Hashable {
      /// The instant for which it was decided.
      public let time: Timestamp
      /// The mode that was left.
      public let from: String
      /// The mode that was entered.
      public let to: String
      /// Its rule.
      public let rule: String

      init(_ transition: ModeTransition) {
        time = transition.decidedAt
        from = transition.from
        to = transition.to
        rule = transition.rule
      }
    }

    /// Which of the two took it.
    public enum Side: String, Sendable, Hashable {
      /// The policy that was asked, and not the one it is compared with.
      case added
      /// The one it is compared with alone.
      case missing
    }

    /// The transition that they differ by.
    public let step: Step
    /// Which of the two policies took it.
    public let side: Side

    init(step: Step, _ side: Side) {
      self.step = step
      self.side = side
    }
  }
}
