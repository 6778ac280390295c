import TLM

/// What a log says of a day: the timeline, the time in each mode, and whether the decisions can be
/// made again from the same events.
struct Story {
  private(set) var entries: [Entry] = []
  /// Modes in the order of the rule file, with the seconds that each was in force.
  private(set) var stays: [(mode: String, seconds: Int)] = []
  let backtest: BacktestResult
  let verification: ControlVerification.Result
  /// What rules decided, as recorded.
  private var decided: [Transition] = []
  /// How many of them come before a person first set the mode by hand.
  private var untilHand: Int?

  /// A line of the timeline.
  struct Entry {
    enum Kind: String { case note, transition, proposal, approval }

    let time: Timestamp
    let kind: Kind
    /// The mode that begins here, or that is proposed.
    var mode: String?
    let text: String
  }

  init(of store: Store) throws {
    let policy = Policy.standard
    backtest = try Backtest(policy: policy).run(over: store.log.read())
    verification = try ControlVerification(policy: policy).run(over: store.log)
    var query = Query()
    query.filter.names = [
      "note", "mode_transition", "mode_transition_proposed", "mode_transition_approved",
    ]
    try store.query(query) { event in
      guard let time = event.time, let name = event.name else { return true }
      if name == "mode_transition", let transition = Transition(event) {
        if transition.rule.isEmpty {
          untilHand = untilHand ?? decided.count
        } else {
          decided.append(transition.approved(by: event))
        }
      }
      entries += Entry(event, name, time).map { [$0] } ?? []
      return true
    }
    stays = Self.stays(entries, policy)
  }

  /// Whether the rules decide the same on the log's clock, as far as no person set the mode.
  ///
  /// A backtest answers for rules only: where they lead nowhere without a person, it stays.
  var agrees: Bool { backtest.transitions == Array(decided.prefix(untilHand ?? decided.count)) }

  private static func stays(_ entries: [Entry], _ policy: Policy) -> [(String, Int)] {
    guard let begin = entries.first?.time, let end = entries.last?.time else { return [] }
    var (mode, since) = (policy.modes[0].name, begin)
    var seconds: [String: Int] = [:]
    func leave(at time: Timestamp) {
      seconds[mode, default: 0] += Int(((time.since(since) ?? .zero).seconds).rounded())
      since = time
    }
    for entry in entries where entry.kind == .transition {
      leave(at: entry.time)
      mode = entry.mode ?? mode
    }
    leave(at: end)
    return policy.modes.compactMap { mode in seconds[mode.name].map { (mode.name, $0) } }
  }
}

extension Story.Entry {
  /// What a line of the log tells of the day; nil where that is nothing.
  fileprivate init?(_ event: borrowing Event, _ name: String, _ time: Timestamp) {
    self.time = time
    let person = event.string("by") ?? ""
    switch name {
    case "note":
      kind = .note
      text = event.string("text") ?? ""
    case "mode_transition_approved":
      kind = .approval
      text = "\(person) approves: \(event.string("note") ?? "")"
    default:
      guard let transition = Transition(event) else { return nil }
      kind = name == "mode_transition" ? .transition : .proposal
      mode = transition.to
      let reasons = transition.reasons.map {
        Sentence.clause($0, unit: SensorDirectory.shipped[$0.question.sensor]?.unit)
      }.joined(separator: " and ")
      if transition.rule.isEmpty {
        text = "\(person) sets it: \(event.string("reason") ?? "")"
      } else if let approver = event.string("approved_by") {
        text = "\(reasons), approved by \(approver)"
      } else {
        text = reasons
      }
    }
  }
}

extension Transition {
  /// With the approval that its event tells of.
  fileprivate func approved(by event: borrowing Event) -> Transition {
    guard let id = event.string("proposal_id"), let person = event.string("approved_by") else {
      return self
    }
    return Transition(
      from: from, to: to, rule: rule, reasons: reasons, decidedAt: decidedAt,
      approval: Approval(of: id, by: person))
  }
}
