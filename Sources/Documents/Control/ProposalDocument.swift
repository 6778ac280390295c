package import TLM

/// A proposal that waits for an answer, or for its time.
package struct ProposalDocument: Document {
  private let proposal: Policy.Proposal

  package init(_ proposal: Policy.Proposal) { self.proposal = proposal }

  package var json: Value {
    [
      "proposal_id": .string(proposal.id), "from": .string(proposal.transition.from),
      "to": .string(proposal.transition.to), "rule": .string(proposal.transition.rule),
      "expires_at": .string(proposal.expiresAt.description),
      "approved_by": proposal.approvedBy.map { .string($0) } ?? .null,
    ]
  }
}
