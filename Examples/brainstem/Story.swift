import TLM

/// What a log says of a day: the timeline, the time in each mode, and whether the decisions can be
/// made again from the same events.
struct Story {
  let entries: [Entry]
  /// Modes in the order of the rule file, with the seconds that each was in force.
  let stays: [(mode: String, seconds: Int)]
  /// What the rules decide over the same log, on its own clock.
  let backtest: Backtest.Result
  let verification: ControlVerification.Result
  /// What rules decided that day, up to where a person first set the mode by hand.
  private let decided: ArraySlice<ModeTransition>

  init(of store: Store) throws {
    let policy = Policy.server
    backtest = try Backtest(policy: policy).run(over: store.log.read())
    let recorded = try Backtest(policy: policy).recorded(over: store.log.read())
    decided = recorded.transitions.prefix { !$0.rule.isEmpty }
    verification = try ControlVerification(policy: policy).run(over: store.log)
    var query = Query(ControlEvent.filter)
    query.filter.names.append("note")
    entries = try store.events(matching: query).compactMap(Entry.init)
    stays = Self.stays(entries, policy)
  }

  /// Whether the rules decide the same on the log's clock, as far as no person set the mode.
  ///
  /// A backtest answers for rules only: where they lead nowhere without a person, it stays.
  var agrees: Bool { backtest.transitions[...] == decided }

  private static func stays(_ entries: [Entry], _ policy: Policy) -> [(String, Int)] {
    guard let begin = entries.first?.time, let end = entries.last?.time else { return [] }
    var (mode, since) = (policy.modes[0].name, begin)
    var seconds: [String: Int] = [:]
    func leave(at time: Timestamp) {
      seconds[mode, default: 0] += Int(time.since(since)?.seconds ?? 0)
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

/// A line of the timeline.
struct Entry {
  enum Kind: String { case note, transition, proposal, answer }

  let time: Timestamp
  let kind: Kind
  /// The mode that begins here, or that is proposed.
  let mode: String?
  let text: String

  /// What a line of the log tells of the day; nil where that is nothing.
  init?(_ recorded: RecordedEvent) {
    guard let time = recorded.time else { return nil }
    self.time = time
    guard let event = ControlEvent(recorded) else {
      (kind, mode, text) = (.note, nil, recorded.event.string("text") ?? "")
      return
    }
    switch event.kind {
    case .transition(let transition, let by, let reason):
      (kind, mode) = (.transition, transition.to)
      let person = by ?? "somebody"
      if transition.rule.isEmpty {
        text = "\(person) sets it: \(reason ?? "")"
      } else {
        text = Self.words(transition) + (by == nil ? "" : ", approved by \(person)")
      }
    case .proposal(let wanted, _, _):
      (kind, mode, text) = (.proposal, wanted.to, Self.words(wanted))
    case .answer(_, let isApproved, let by, let note):
      (kind, mode) = (.answer, nil)
      text = "\(by ?? "somebody") \(isApproved ? "approves" : "says no"): \(note ?? "")"
    case .calibration, .effectStarted, .effect: return nil
    }
  }

  private static func words(_ transition: ModeTransition) -> String {
    transition.reasons.map {
      Policy.Sentence.clause($0, unit: SensorDirectory.shipped[$0.question.sensor]?.unit)
    }.joined(separator: " and ")
  }
}
