extension ModeRecord {
  /// A change of mode as it is kept: its texts shortened, and of its readings the first ones.
  public struct Transition: Codable, Sendable, Equatable {
    /// The mode it begins at; nil where the event does not say, until it is followed.
    public internal(set) var from: Label?
    /// The mode that it brings; empty where the event names none, and then it is not followed.
    public internal(set) var to: Label
    /// When; nil where nobody knows.
    public internal(set) var time: Timestamp?
    /// Where it stands in the log.
    public internal(set) var position: Position
    /// The rule that asked for it.
    public internal(set) var rule: Label?
    /// A person's reason.
    public internal(set) var reason: Label?
    /// Who approved or set it.
    public internal(set) var approvedBy: Label?
    /// The readings that caused it; at most `reasonLimit`.
    public internal(set) var reasons: [ModeRecord.Reason] = []

    /// Readings that are kept of one transition.
    static let reasonLimit = 16
  }

  /// Bytes that are kept of a text.
  private static let textLimit = 512

  /// What is kept of a text; nil where there is none, or an empty one.
  static func shortened(_ text: String?) -> Label? {
    guard let text, !text.isEmpty else { return nil }
    guard text.utf8.count > textLimit else { return Label(text) }
    var end = text.utf8.index(text.startIndex, offsetBy: textLimit - 3)
    while end > text.startIndex && text.utf8[end] & 0xC0 == 0x80 {
      text.utf8.formIndex(before: &end)
    }
    return Label(text[..<end] + "…")
  }
}

extension ModeTransitionEvent {
  /// What folds keep of it.
  package func shortened() -> ModeRecord.Transition {
    ModeRecord.Transition(
      from: ModeRecord.shortened(from.found), to: ModeRecord.shortened(to.found) ?? "",
      time: time, position: position, rule: ModeRecord.shortened(rule),
      reason: ModeRecord.shortened(reason.found),
      approvedBy: ModeRecord.shortened(approvedBy ?? by.found),
      reasons: Array(
        reasons.compactMap { $0.shortened() }.prefix(ModeRecord.Transition.reasonLimit)))
  }
}
