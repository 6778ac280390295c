import Events

/// A column of an export: what stands above it, and what of an event stands in it.
package struct ExportColumn: Sendable {
  /// What stands above it.
  package let name: String
  let source: Source

  /// What of an event stands in a column. It holds nothing that is counted: a copy at each cell would
  /// cost more than the cell.
  enum Source: Sendable {
    case position, time, event, level, message, outcome, duration, exitCode, cost
    /// A text under a key or its aliases; a line without one of some keys has none.
    case text(Key, EventText, Event.Keys)
    /// Tokens under a key or its aliases.
    case tokens(Key, EventTokens)
    /// What no column of the standard ones says, as one object.
    case rest
    /// Any member, by its name or by names with dots.
    case field
  }

  private init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
  }

  private init(_ name: String, _ text: EventText) {
    let spelling = text.spelling
    self.init(name, .text(spelling.keys[0], text, spelling.reachable))
  }

  /// The column of a name: what tlm knows of events under it, of whichever spelling, else the member of
  /// that name, which may have dots.
  package static func named(_ name: String) -> ExportColumn {
    known.first { $0.name == name } ?? ExportColumn(name, .field)
  }

  /// The columns that stand there where nobody chooses. Of an event nothing is left out: what is in none
  /// of them is in the last one.
  package static let standard: [ExportColumn] = known.filter { $0.name != "position" }

  /// Everything that tlm knows of events, in the order of the columns.
  package static let known: [ExportColumn] = [
    ExportColumn("position", .position),
    ExportColumn("time", .time),
    ExportColumn("event", .event),
    ExportColumn("level", .level),
    ExportColumn("tool", EventText.tool),
    ExportColumn("component", EventText.component),
    ExportColumn("project", EventText.project),
    ExportColumn("session_id", EventText.session),
    ExportColumn("run_id", EventText.run),
    ExportColumn("issue_id", EventText.issue),
    ExportColumn("phase", EventText.phase),
    ExportColumn("trace_id", EventText.trace),
    ExportColumn("span_id", EventText.span),
    ExportColumn("parent_span_id", EventText.parentSpan),
    ExportColumn("tool_name", EventText.toolName),
    ExportColumn("model", EventText.model),
    ExportColumn("outcome", .outcome),
    ExportColumn("duration_s", .duration),
    ExportColumn("exit_code", .exitCode),
    ExportColumn("input_tokens", .tokens(.inputTokens, .input)),
    ExportColumn("output_tokens", .tokens(.outputTokens, .output)),
    ExportColumn("cache_read_tokens", .tokens(.cacheReadTokens, .cacheRead)),
    ExportColumn("cache_creation_tokens", .tokens(.cacheCreationTokens, .cacheCreation)),
    ExportColumn("cost_usd", .cost),
    ExportColumn("message", .message),
    ExportColumn("fields", .rest),
  ]
}
