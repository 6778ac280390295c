import ArgumentParser

/// `tlm mode reject`: a no to a proposal.
struct RejectProposal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Say no to a proposed change of mode.",
    discussion: """
      It ends with 1, and nothing is written, if the proposal was answered before.

      Examples:
        tlm mode reject 7f3a --note 'not before the backup is done'
      """)

  @OptionGroup var options: AnswerOptions

  func run() throws { try options.answer(isApproved: false) }
}
