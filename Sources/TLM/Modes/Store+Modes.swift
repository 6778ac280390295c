/// The mode of a store, and what people do about it.
extension Store {
  /// The mode in force and how it came to be, up to the end of the log or to an instant.
  ///
  /// - Parameters:
  ///   - policy: its first mode is in force before the first transition.
  ///   - scope: whose mode; nil: nobody's in particular.
  ///   - time: nil means now; else as it was before the first event at which the log clock exceeds
  ///     this instant.
  /// - Throws: as `state(of:)`.
  public func mode(
    under policy: Policy = .standard, scope: String? = nil, at time: Timestamp? = nil
  ) throws -> Folded<ModeState> {
    var options = Replay.Options()
    options.bounds.at = time
    return try state(of: ModeState(under: policy, scope: scope), options: options)
  }

  /// Changes the mode by hand, if no other change came after the one that was seen. A change of
  /// another scope's mode does not count.
  ///
  /// - Parameters:
  ///   - mode: a mode to which an edge leads from the one in force.
  ///   - seen: what it was decided from; its scope is the one whose mode is changed.
  ///   - reason: why, for whoever asks later.
  ///   - person: who does it.
  ///   - policy: which edges there are.
  ///   - scope: whose mode; nil: nobody's in particular.
  ///   - time: when it changes; not before the change that it follows.
  /// - Throws: `AppendError`, a conflict where another change came first; `otherEdge` where the
  ///   policy has no such edge.
  @discardableResult
  public func setMode(
    _ mode: String, from seen: Folded<ModeState>, reason: String, by person: String?,
    under policy: Policy = .standard, scope: String? = nil, at time: Timestamp = .current
  ) throws -> AppendCondition.Receipt {
    let current = seen.state.course.mode.text
    guard policy.edges.contains(where: { $0.from == current && $0.to == mode }) else {
      throw ModeError.otherEdge(from: current, to: mode, policy)
    }
    let change = ModeTransition(from: current, to: mode, rule: "", reasons: [], decidedAt: time)
    let members = change.members(
      scope: scope, through: seen.through, by: .person(person, reason: reason))
    // One that is older than the mode that it leaves would be history, and change nothing.
    let time = max(time, seen.state.course.last?.time ?? time)
    return try append(
      NewEvent(ControlEventName.transition.rawValue, at: time, fields: members),
      unless: .transition,
      scope: scope, from: seen.through)
  }

  /// Says yes or no to a proposal that nobody has answered. A yes needs the mode to be the same
  /// still, and comes before the proposal's expiry.
  ///
  /// - Parameters:
  ///   - id: the proposal's `proposal_id`; the answer is of its scope.
  ///   - isApproved: whether the answer is yes.
  ///   - person: who answers.
  ///   - note: why.
  ///   - time: when it is answered.
  /// - Throws: `noProposal` where there is none, `expired`; `AppendError`, a conflict where it was
  ///   answered before or the mode has changed since.
  @discardableResult
  public func answerProposal(
    _ id: String, isApproved: Bool, by person: String?, note: String?,
    at time: Timestamp = .current
  ) throws -> AppendCondition.Receipt {
    guard let proposal = try proposal(id) else { throw ModeError.noProposal(id) }
    let answers = ControlEventName.filter(.approved, .rejected, proposal: id)
    var fields = [Member("proposal_id", .string(id))]
    if let scope = proposal.scope { fields.insert(Member("scope", .string(scope)), at: 0) }
    if let person { fields.append(Member("by", .string(person))) }
    if let note { fields.append(Member("note", .string(note))) }
    let isFirst = AppendCondition.none(matching: answers)
    // A no is as good after the mode has changed, or when nobody waits any more.
    guard isApproved else {
      return try append(
        [NewEvent(ControlEventName.rejected.rawValue, at: time, fields: fields)], onlyIf: [isFirst])
    }
    if let end = proposal.expiresAt, end <= time { throw ModeError.expired(id, at: end) }
    return try append(
      NewEvent(ControlEventName.approved.rawValue, at: time, fields: fields), unless: .transition,
      scope: proposal.scope, from: proposal.end, onlyIf: [isFirst])
  }

  /// What the log says of a proposal; nil where nobody has made one of that id.
  private func proposal(_ id: String) throws -> OpenProposal? {
    var query = Query(ControlEventName.filter(.proposed, proposal: id))
    query.limit = 1
    return try events(matching: query).first.map(OpenProposal.init)
  }
}

/// A proposal as its event tells it.
private struct OpenProposal {
  let scope: String?
  /// Where the line ends.
  let end: Position
  /// When it can no longer be approved; nil where the event says nothing about it.
  let expiresAt: Timestamp?

  init(_ recorded: RecordedEvent) {
    let said = ModeTransitionEvent(recorded.event)
    scope = said.scope
    end = Position(rawValue: recorded.position.rawValue + Int64(recorded.line.count) + 1)
    expiresAt = said.expiresAt
  }
}

extension ModeState {
  /// The mode under a policy, whose first mode is in force before the first transition.
  public init(under policy: Policy, scope: String? = nil) {
    self.init(initialMode: policy.modes.first?.name ?? Self.usualMode, scope: scope)
  }
}
