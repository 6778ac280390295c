import TLM

extension EventConditions {
  /// The parameters by which who listens chooses events.
  package static var listening: [Parameter] { parameters }

  /// What was given for them, by the clock of now.
  package init(listening given: QuestionArguments) throws(QuestionError) {
    try self.init(given, Clock(now: .current))
  }
}
