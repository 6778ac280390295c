import Events
import Folding

/// Does at once what a policy decides, and writes it down.
struct Simulation {
  private let plan: EvaluationPlan
  private let approvals: Backtest.Approvals
  var transitions: [ModeTransition] = []
  var proposals: [Policy.Proposal] = []
  var calibrations: [Policy.Calibration] = []
  /// The edges of the proposals that the log records.
  private var recorded: [String: (from: String, to: String)] = [:]
  private var begin: Timestamp?

  init(_ plan: EvaluationPlan, _ approvals: Backtest.Approvals) {
    self.plan = plan
    self.approvals = approvals
  }

  mutating func act(_ evaluation: inout PolicyEvaluation) {
    begin(at: evaluation.memory.time)
    if evaluation.isCalm { return }
    let decision = evaluation.decision
    for calibration in decision.calibrations {
      calibrations.append(calibration)
      evaluation.record(.calibrationProposed(from: calibration.from, to: calibration.to))
    }
    for wanted in decision.proposals {
      let id = plan.proposalID(wanted)
      evaluation.record(.proposed(id: id, wanted))
      proposals += evaluation.memory.proposals.filter { $0.id == id }
      if approvals == .always { evaluation.record(.approved(id: id, by: "backtest")) }
    }
    let approved =
      approvals == .always && !decision.proposals.isEmpty
      ? evaluation.decision.transition : nil
    guard let taken = decision.transition ?? approved else { return }
    transitions.append(taken)
    evaluation.enter(
      from: taken.from, to: taken.to, rule: taken.rule, reasons: taken.reasons,
      at: taken.decidedAt)
  }

  /// The first instant is where time in modes begins.
  mutating func begin(at time: Timestamp?) { if begin == nil { begin = time } }

  /// Of what control recorded only people's answers count.
  mutating func handle(
    _ kind: ControlEventName, _ event: borrowing Event, _ evaluation: inout PolicyEvaluation
  ) {
    guard approvals == .recorded, Label(event.string("scope")) == Label(plan.scope),
      let id = event.string("proposal_id")
    else { return }
    if kind == .proposed, let from = event.string("from"), let to = event.string("to") {
      recorded[id] = (from, to)
    }
    guard kind == .approved || kind == .rejected, let edge = recorded[id],
      let open = evaluation.memory.proposals.first(where: {
        $0.transition.from == edge.from && $0.transition.to == edge.to
      })
    else { return }
    if kind == .rejected { return evaluation.record(.rejected(id: open.id)) }
    evaluation.record(.approved(id: open.id, by: event.string("by") ?? ""))
    act(&evaluation)
  }

  func result(_ evaluation: PolicyEvaluation, events: Int) -> Backtest.Result {
    let end = evaluation.memory.time
    var stays: [String: Int128] = [:]
    var mode = plan.policy.modes[0].name
    var since = begin
    for transition in transitions {
      stays[mode, default: 0] += Self.length(since, transition.decidedAt)
      (mode, since) = (transition.to, transition.decidedAt)
    }
    stays[mode, default: 0] += Self.length(since, end)
    let times = plan.policy.modes.compactMap { mode in
      stays[mode.name].map {
        Backtest.Result.Stay(mode: mode.name, time: Nanoseconds(clamping: $0))
      }
    }
    return Backtest.Result(
      policy: plan.identity, events: events, begin: begin, end: end, mode: evaluation.mode.name,
      transitions: transitions, proposals: proposals, calibrations: calibrations, stays: times)
  }

  private static func length(_ begin: Timestamp?, _ end: Timestamp?) -> Int128 {
    guard let begin, let end else { return 0 }
    return Int128(end.elapsed(since: begin).rawValue)
  }
}

extension Nanoseconds {
  fileprivate init(clamping length: Int128) { self.init(rawValue: Int64(clamping: length)) }
}

extension EvaluationPlan {
  /// The name of a proposal: equal for whoever decides the same.
  func proposalID(_ wanted: ModeTransition) -> String {
    let text = "\(identity) \(scope ?? "") \(wanted.rule) \(wanted.decidedAt.rawValue)"
    return String(Digest(bytes: Array(text.utf8)).description.prefix(12))
  }
}
