import ArgumentParser

/// `tlm mode approve`: a yes to a proposal.
struct ApproveProposal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Say yes to a proposed change of mode.",
    discussion: """
      It ends with 1, and nothing is written, if the proposal was answered before, has expired, or \
      the mode has changed since. The control loop then makes the change. A proposal is of a \
      scope, and so is the answer.

      Examples:
        tlm query --event mode_transition_proposed
        tlm mode approve 7f3a --note 'looks calm'
      """)

  @OptionGroup var options: AnswerOptions

  func run() throws { try options.answer(isApproved: true) }
}
