/// A change of mode, and why: what a rule wants, or what came into force.
public struct ModeTransition: Sendable, Hashable, Codable {
  /// The mode in force when it was decided.
  public let from: String
  /// The mode that comes into force.
  public let to: String
  /// Name of the rule; empty where a person did it by hand.
  public let rule: String
  /// Of the rule's conditions those that hold, in the order of the file.
  public let reasons: [ModeReason]
  /// The instant for which it was decided.
  public let decidedAt: Timestamp
  /// The proposal that it comes from, and who approved it; nil where no one had to.
  public let approval: Approval?

  /// A transition that is put together by hand, as tests do and readers of a log.
  public init(
    from: String, to: String, rule: String, reasons: [ModeReason], decidedAt: Timestamp,
    approval: Approval? = nil
  ) {
    self.from = from
    self.to = to
    self.rule = rule
    self.reasons = reasons
    self.decidedAt = decidedAt
    self.approval = approval
  }

  /// A person's yes to a proposal.
  public struct Approval: Sendable, Hashable, Codable {
    /// The id of the proposal.
    public let proposal: String
    /// The person who approved it.
    public let by: String

    /// What a person said to the proposal of an id.
    public init(of proposal: String, by: String) {
      self.proposal = proposal
      self.by = by
    }
  }
}

extension ModeTransition {
  /// By whom a transition is brought about, with what its event says of that.
  package enum Author: Sendable {
    /// By a rule of the policy with this identity.
    case policy(String)
    /// By a rule that only asks: under an id, until an instant.
    case proposal(policy: String, id: String, expiresAt: Timestamp?)
    /// By hand; nil where the person has no name.
    case person(String?, reason: String)
  }

  /// The members of the event that says it, or that proposes it.
  ///
  /// - Parameters:
  ///   - scope: whose mode changes; nil: nobody's in particular.
  ///   - through: the end of the last line that it was decided from.
  ///   - author: who brings it about.
  package func members(
    scope: String?, through: Position, by author: ModeTransition.Author
  ) -> [Member] {
    var members = scope.map { [Member("scope", .string($0))] } ?? []
    var id = approval?.proposal
    if case .proposal(_, let proposal, _) = author { id = proposal }
    if let id { members.append(Member("proposal_id", .string(id))) }
    members += [Member("from", .string(from)), Member("to", .string(to))]
    members += cause(author)
    members += [
      Member("decided_at", .string(decidedAt.description)),
      Member("through", .integer(through.rawValue)),
    ]
    switch author {
    case .policy(let policy), .proposal(let policy, _, _):
      members.append(Member("policy", .string(policy)))
    case .person(let person, _):
      if let person { members.append(Member("by", .string(person))) }
    }
    if let approval { members.append(Member("approved_by", .string(approval.by))) }
    if case .proposal(_, _, let end?) = author {
      members.append(Member("expires_at", .string(end.description)))
    }
    return members
  }

  private func cause(_ author: ModeTransition.Author) -> [Member] {
    if case .person(_, let reason) = author { return [Member("reason", .string(reason))] }
    return [
      Member("rule", .string(rule)), Member("reasons", .array(reasons.map(\.json))),
    ]
  }
}
