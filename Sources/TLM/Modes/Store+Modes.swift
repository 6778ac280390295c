/// The mode of a store, and what people do about it.
extension Store {
  /// The mode in force and how it came to be, up to the end of the log or to an instant.
  ///
  /// - Parameters:
  ///   - policy: its first mode is in force before the first transition.
  ///   - time: nil means now; else as it was before the first event at which the log clock exceeds
  ///     this instant.
  /// - Throws: as `state(of:)`.
  public func mode(under policy: Policy = .standard, at time: Timestamp? = nil) throws
    -> Folded<ModeState>
  {
    var options = ReplayOptions()
    options.bounds.at = time
    let initial = policy.modes.first?.name ?? ModeState.usualMode
    return try state(of: ModeState(initialMode: initial), options: options)
  }

  /// Changes the mode by hand, if no other change came after the one that was seen.
  ///
  /// - Parameters:
  ///   - mode: a mode to which an edge leads from the one in force.
  ///   - seen: what it was decided from.
  ///   - reason: why, for whoever asks later.
  ///   - person: who does it.
  /// - Throws: `AppendError`, a conflict where another change came first; `otherEdge` where the
  ///   policy has no such edge.
  @discardableResult
  public func setMode(
    _ mode: String, from seen: Folded<ModeState>, reason: String, by person: String?,
    under policy: Policy = .standard, at time: Timestamp = .current
  ) throws -> ConditionalReceipt {
    let current = seen.state.course.mode.text
    guard policy.edges.contains(where: { $0.from == current && $0.to == mode }) else {
      throw ModeError.otherEdge(from: current, to: mode, policy)
    }
    var fields = [
      Member("from", .string(current)), Member("to", .string(mode)),
      Member("reason", .string(reason)), Member("decided_at", .string(time.description)),
      Member("through", .integer(seen.through.rawValue)),
    ]
    if let person { fields.append(Member("by", .string(person))) }
    return try append(
      [NewEvent(ModeEvents.transition, at: time, fields: fields)],
      onlyIf: [.none(matching: ModeEvents.filter(ModeEvents.transition), from: seen.through)])
  }

  /// Says yes or no to a proposal that nobody has answered, if the mode has not changed since.
  ///
  /// - Parameters:
  ///   - id: the proposal's `proposal_id`.
  ///   - isApproved: whether the answer is yes.
  ///   - note: why.
  /// - Throws: `ModeError` where there is no such proposal, it was answered, or the mode has
  ///   changed since; `AppendError` where one of that happens meanwhile.
  @discardableResult
  public func answerProposal(
    _ id: String, isApproved: Bool, by person: String?, note: String?,
    at time: Timestamp = .current
  ) throws -> ConditionalReceipt {
    var proposed = Query()
    proposed.filter = ModeEvents.filter(ModeEvents.proposed, proposal: id)
    guard let proposal = try events(matching: proposed).first else {
      throw ModeError.noProposal(id)
    }
    let answers = ModeEvents.filter(ModeEvents.approved, ModeEvents.rejected, proposal: id)
    let changes = ModeEvents.filter(ModeEvents.transition)
    var fields = [Member("proposal_id", .string(id))]
    if let person { fields.append(Member("by", .string(person))) }
    if let note { fields.append(Member("note", .string(note))) }
    let name = isApproved ? ModeEvents.approved : ModeEvents.rejected
    // A no is as good after the mode has changed.
    let unchanged = AppendCondition.none(matching: changes, after: proposal.position)
    return try append(
      [NewEvent(name, at: time, fields: fields)],
      onlyIf: [.none(matching: answers)] + (isApproved ? [unchanged] : []))
  }
}
