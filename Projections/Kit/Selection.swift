import Events

/// Which events count: all, or those of one tool or one type of issue.
///
/// What does not count still happened: it opens and closes attempts, states and requests, so the
/// numbers of a selection are those that the whole has for this tool or type.
struct Selection: Sendable {
  private let tool: Label?
  private let type: Label?

  init(tool: String? = nil, type: String? = nil) {
    self.tool = Label(tool)
    self.type = Label(type)
  }

  /// Whether the event counts. One that names no tool or type is of the one called `unknown`.
  func includes(_ event: borrowing Event) -> Bool {
    if let tool, Label.tool(of: event) != tool { return false }
    if let type, Label.issueType(of: event) != type { return false }
    return true
  }

  /// Whether what happened by this tool, to an issue of this type, counts.
  func includes(tool: Label, type: Label) -> Bool {
    (self.tool ?? tool) == tool && (self.type ?? type) == type
  }
}
