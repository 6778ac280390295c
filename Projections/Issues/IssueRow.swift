public import Events

extension Issues {
  /// What is known of one issue.
  public struct Row: Codable, Sendable, Equatable {
    private var open = OpenAttempts<PlainAttempt>()
    /// Attempts that began with a start event.
    public private(set) var started = 0
    /// Attempts that were completed, however.
    public private(set) var completed = 0
    /// Attempts whose completion says that it went well.
    public private(set) var success = 0
    /// Attempts whose completion says that it failed; other outcomes are in `completed` alone.
    public private(set) var failure = 0
    /// Completions of an attempt that was completed already.
    public private(set) var duplicates = 0
    /// How the last attempt that was completed ended.
    public private(set) var outcome: Outcome?
    /// The kind of issue, by the last event that says it.
    public private(set) var type: Label = .unknown
    /// The program whose event was the last.
    public private(set) var tool: Label = .unknown
    /// The phase of the work that was named last.
    public private(set) var phase: Label?
    /// The least and the greatest time of its events.
    public private(set) var first: Timestamp?
    /// The greatest of these times; nil where `first` is.
    public private(set) var last: Timestamp?

    /// Whether an attempt has begun that was not completed.
    public var isOpen: Bool { !open.isEmpty }

    init() {}

    mutating func apply(_ event: borrowing Event, _ issue: IssueReference) {
      note(event)
      switch IssueStep(event) {
      case .start:
        started += 1
        _ = open.begin(session: issue.session)
      case .other: open.update(session: issue.session) { _ in }
      case .completion:
        switch open.end(session: issue.session) {
        case .again: duplicates += 1
        case .none where completed > 0: duplicates += 1
        case .none, .ended: complete(event.outcome)
        }
        // A million rows that are closed need no room for attempts.
        if open.isEmpty { open = OpenAttempts() }
      }
    }

    private mutating func complete(_ outcome: Outcome?) {
      completed += 1
      self.outcome = outcome
      if outcome == .success { success += 1 }
      if outcome == .failure { failure += 1 }
    }

    private mutating func note(_ event: borrowing Event) {
      let type = Label.issueType(of: event)
      if type != .unknown { self.type = type }
      tool = .tool(of: event)
      phase = Label(event.phase) ?? phase
      guard let time = event.time else { return }
      first = min(first ?? time, time)
      last = max(last ?? time, time)
    }

    var value: Value {
      [
        "open": .bool(isOpen), "type": .string(type.text), "tool": .string(tool.text),
        "phase": phase.map { .string($0.text) } ?? .null,
        "started": .integer(Int64(started)), "completed": .integer(Int64(completed)),
        "success": .integer(Int64(success)), "failure": .integer(Int64(failure)),
        "duplicates": .integer(Int64(duplicates)),
        "outcome": outcome.map { .string($0.rawValue) } ?? .null,
        "first": first.map { .string($0.description) } ?? .null,
        "last": last.map { .string($0.description) } ?? .null,
      ]
    }
  }
}
