extension Event {
  /// How it ended; nil if nothing in the line says so.
  ///
  /// In this order: a known word under `result`, `outcome`, `status` or `verdict`; `success`;
  /// `exit_code`; `is_error`; an `error` that is not empty; the name of a completion event.
  public var outcome: Outcome? {
    if !present.isDisjoint(with: Self.endKeys) {
      if let outcome = first(.outcomeWord, { $0.string.flatMap(Outcome.init(word:)) }) {
        return outcome
      }
      if let success = first(.success, { $0.bool }) { return success ? .success : .failure }
      if let exitCode { return exitCode == 0 ? .success : .failure }
      if let isError = first(.isError, { $0.bool }) { return isError ? .failure : .success }
      if first(.error, { $0.isFalsy ? nil : true }) != nil { return .failure }
    }
    return name.flatMap(Outcome.init(completion:))
  }

  /// The producer's own word for how it ended, known or not.
  public var outcomeWord: String? { text(.outcomeWord) }

  private static let endKeys = Event.Keys(
    Spelling.outcomeWord.keys + Spelling.isError.keys + [.success, .exitCode, .error]
      + Key.containers)
}
