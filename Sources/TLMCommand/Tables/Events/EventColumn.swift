import TLM

/// A column that a table of events has where the events have something to put there.
struct EventColumn: Sendable {
  let title: String
  let alignment: Table.Alignment
  /// The keys whose values it tells: they are not told again among the other fields.
  let keys: [String]
  /// What stands there of an event; nil where it says nothing.
  let text: @Sendable (borrowing Event) -> String?

  private init(
    _ title: String, alignment: Table.Alignment = .left, _ keys: [String],
    _ text: @escaping @Sendable (borrowing Event) -> String?
  ) {
    self.title = title
    self.alignment = alignment
    self.keys = keys
    self.text = text
  }

  /// In the order in which they stand; those further to the right are left out first.
  static let all = [
    EventColumn("issue", ["issue_id", "issueId"]) { $0.issueID },
    EventColumn("phase", ["phase"]) { $0.phase },
    EventColumn("result", ["result", "outcome", "status", "verdict", "success"]) { event in
      event.outcomeWord ?? (event.contains(.success) ? event.outcome?.rawValue : nil)
    },
    EventColumn("state", ["state"]) { $0.state },
    EventColumn("tool", ["tool_name", "toolName", "tool.name"]) { $0.toolName },
    EventColumn("took", alignment: .right, durations) { event in
      event.duration.map { Numbers.duration($0.seconds) }
    },
    EventColumn("from", ["from", "from_mode"]) { $0.string("from") ?? $0.string("from_mode") },
    EventColumn("to", ["to", "to_mode"]) { $0.string("to") ?? $0.string("to_mode") },
    EventColumn("level", ["level", "severity", "@l"]) { $0.level },
    EventColumn("program", ["tool"]) { $0.tool },
  ]

  private static let durations = [
    "duration_s", "duration_seconds", "elapsed_s", "duration_ms", "latency_ms", "response_time_ms",
    "duration",
  ]
}
