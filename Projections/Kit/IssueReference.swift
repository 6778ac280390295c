package import Events

/// Which issue an event is about, and in which session.
struct IssueReference {
  let id: Label
  /// The session, else the run; nil where the event names neither.
  let session: Label?

  init?(_ event: borrowing Event) {
    guard let id = event.issueID else { return nil }
    self.id = Label(id)
    session = Label(event.sessionID ?? event.runID)
  }
}

extension Label {
  /// What stands for a tool, a type or a level that an event does not name.
  package static let unknown: Label = "unknown"

  /// The program that emitted an event.
  package static func tool(of event: borrowing Event) -> Label { Label(event.tool) ?? unknown }

  /// The kind of issue that an event is about: what it says itself, else the letters before the
  /// first hyphen of the issue's id, `BUG` of `BUG-042`.
  package static func issueType(of event: borrowing Event) -> Label {
    Label(event.issueType ?? prefix(of: event.issueID ?? "")) ?? unknown
  }

  private static func prefix(of issue: String) -> String? {
    let bytes = issue.utf8
    guard let hyphen = bytes.firstIndex(of: UInt8(ascii: "-")), hyphen > bytes.startIndex,
      bytes[..<hyphen].allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 32) })
    else { return nil }
    return String(issue[..<hyphen])
  }
}
