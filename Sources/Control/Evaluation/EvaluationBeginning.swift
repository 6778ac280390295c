package import Events
import Folding
package import Journal
import Projections
import Views

/// Where an evaluation of a log begins: with its first line, or, where what stood before was pruned, at
/// the cut, in the mode that was in force there.
///
/// The sensors begin with nothing there, and what the rules remember of conditions does, too: all of it is
/// as if nothing had been pruned as soon as the longest window, delay and cooldown have passed.
package struct EvaluationBeginning: Sendable, Equatable {
  /// Where the first line stands that is read.
  package let position: Position
  /// The clock of the log there; nil where nothing was pruned before.
  let time: Timestamp?
  /// The transition that brought the mode in force; nil: the first mode is.
  let last: ModeRecord.Transition?
  private let mode: String

  /// - Throws: `FoldError` where the log or what a prune left of it cannot be read.
  package init(of log: EventLog, _ plan: EvaluationPlan) throws {
    let first = plan.policy.modes[0].name
    guard let cut = try PrunedPast(of: log) else {
      (position, time, last, mode) = (.start, nil, nil, first)
      return
    }
    var options = Replay.Options()
    options.bounds.to = cut.position
    let folded = try Replayer(log, options).state(
      of: ModeState(initialMode: first, scope: plan.scope))
    position = cut.position
    time = cut.time
    last = folded.state.course.last
    mode = folded.state.course.mode.text
  }

  /// Whether lines before it are gone.
  package var isCut: Bool { position > .start }

  /// Where to read from; nil: from the first line on.
  package var start: Position? { isCut ? position : nil }

  /// What is not what it was, in a sentence.
  package var sentence: String {
    "what stood before \(position) was pruned: it begins there in mode \(mode), with sensors that have "
      + "seen nothing"
  }

  /// Whether what was decided for an instant may rest on what is gone.
  func mayPrecede(_ time: Timestamp, _ plan: EvaluationPlan) -> Bool {
    guard isCut else { return false }
    return self.time.map { time <= $0.later(by: plan.settling) } ?? true
  }
}

extension PolicyEvaluation {
  /// Begins behind what was pruned.
  mutating func begin(_ beginning: EvaluationBeginning) {
    reach(beginning.position)
    guard let last = beginning.last else { return }
    enter(
      from: last.from?.text ?? "", to: last.to.text, rule: last.rule?.text, reasons: [],
      at: last.time ?? beginning.time ?? Timestamp(rawValue: 0))
  }
}
