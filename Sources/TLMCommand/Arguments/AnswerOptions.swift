import ArgumentParser
import Documents
import SystemCalls
import TLM

/// What people do about modes, and what became of it.
enum Answer {
  /// The name of the account; nil where nobody knows.
  static var person: String? {
    ["USER", "LOGNAME"].lazy.compactMap { StoreLocation.variable($0) }.first { !$0.isEmpty }
      ?? OwnProcess.accountName
  }

  /// Appends, and says what became of it; who was too late ends with 1.
  static func show(_ format: FormatOptions, _ append: () throws -> AppendCondition.Receipt) throws {
    let output = Output()
    do {
      let receipt = try append()
      if format.json { output.json(ReceiptDocument(receipt)) }
    } catch let error as AppendError where error.isConflict {
      if format.json {
        output.json(ConflictDocument(error))
      } else {
        Message.error(SafeText.of(error.message))
      }
      output.flush()
      throw Failure.conditionFailed
    } catch let error as ModeError where error.code == .expired {
      if format.json {
        output.json(ExpiredDocument(error))
      } else {
        Message.error(SafeText.of(error.message))
      }
      output.flush()
      throw Failure.conditionFailed
    }
  }
}

/// What an answer to a proposal is given.
struct AnswerOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Option(help: "Who answers; without it, the name of your account.")
  var by: String?

  @Option(help: "Why, for whoever asks later.")
  var note: String?

  @OptionGroup var format: FormatOptions

  @Argument(
    help: "The proposal's id: the proposal_id of its event.", completion: Completions.proposals)
  var id: String

  func answer(isApproved: Bool) throws {
    if isApproved { try Person.require("approve a change of mode", at: store.location) }
    let store = try store.openForWriting()
    try Answer.show(format) {
      try store.answerProposal(id, isApproved: isApproved, by: by ?? Answer.person, note: note)
    }
    if !format.json { Message.note(isApproved ? "approved" : "rejected") }
  }
}
