package import TLM

/// The mode in force and what it allows: what `tlm mode show --json` prints.
package struct ModeDocument: Document {
  private let course: ModeRecord
  private let mode: Policy.Mode?
  private let proposals: [OpenProposals.Proposal]

  /// - Parameters:
  ///   - mode: what the rules say of it; nil where they do not know it.
  ///   - proposals: changes of it that wait for a person.
  package init(
    _ course: ModeRecord, _ mode: Policy.Mode?, proposals: [OpenProposals.Proposal] = []
  ) {
    self.course = course
    self.mode = mode
    self.proposals = proposals
  }

  package var json: Value {
    [
      "mode": .string(course.mode.text),
      "since": course.last?.time.map { .string($0.description) } ?? .null,
      "position": course.last.map { .integer($0.position.rawValue) } ?? .null,
      "why": .string(course.explanation),
      "constraints": mode.map { ConstraintsDocument($0.constraints).json } ?? .null,
      "thresholds": .object(
        (mode?.thresholds ?? []).map { Member($0.name, .double($0.value)) }),
      "proposals": proposals.map(ProposalDocument.init).json,
    ]
  }
}
