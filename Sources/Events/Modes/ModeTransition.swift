/// A change of mode, as the log tells it.
public struct ModeTransition: Codable, Sendable, Equatable {
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
  public internal(set) var reasons: [ModeReason] = []

  /// Readings that are kept of one transition.
  static let reasonLimit = 16
  /// Bytes that are kept of a text.
  static let textLimit = 512

  package init(_ event: borrowing Event) {
    from = Self.text(event.string(.from) ?? event.string(.fromMode))
    to = Self.text(event.string(.to) ?? event.string(.toMode)) ?? ""
    time = event.time
    position = event.position
    rule = Self.text(event.string("rule"))
    reason = Self.text(event.string(.reason))
    approvedBy = Self.text(event.string("approved_by") ?? event.string(.by))
    reasons = Self.reasons(of: event)
  }

  private static func reasons(of event: borrowing Event) -> [ModeReason] {
    guard let list = event.view(named: "reasons") else { return [] }
    var reasons: [ModeReason] = []
    list.forEachElement { element in
      if reasons.count < reasonLimit, let reason = ModeReason(element) { reasons.append(reason) }
    }
    return reasons
  }

  static func text(_ text: String?) -> Label? {
    guard let text, !text.isEmpty else { return nil }
    guard text.utf8.count > textLimit else { return Label(text) }
    var end = text.utf8.index(text.startIndex, offsetBy: textLimit - 3)
    while end > text.startIndex && text.utf8[end] & 0xC0 == 0x80 {
      text.utf8.formIndex(before: &end)
    }
    return Label(text[..<end] + "…")
  }
}
