package import TLM

/// A proposal that waits for an answer, or for its time.
package struct ProposalDocument: Document {
  private let id: String
  private let transition: ModeTransition
  private let expires: Timestamp?
  private let approvedBy: String?

  package init(_ proposal: Policy.Proposal) {
    (id, transition) = (proposal.id, proposal.transition)
    (expires, approvedBy) = (proposal.expiresAt, proposal.approvedBy)
  }

  /// One that nobody has answered.
  package init(_ proposal: OpenProposals.Proposal) {
    (id, transition) = (proposal.id, proposal.transition)
    (expires, approvedBy) = (proposal.expires, nil)
  }

  package var json: Value {
    [
      "proposal_id": .string(id), "from": .string(transition.from), "to": .string(transition.to),
      "rule": .string(transition.rule),
      "expires_at": expires.map { .string($0.description) } ?? .null,
      "approved_by": approvedBy.map { .string($0) } ?? .null,
    ]
  }
}
