package import Events

/// A column of an export: what stands above it, and what of an event stands in it.
package struct ExportColumn: Sendable {
  /// What stands above it.
  package let name: String
  let source: Source

  /// What of an event stands in a column.
  enum Source: Sendable {
    case position, time, event, level, message, outcome, duration, exitCode, cost
    /// A text under a key or its aliases, by the accessor that knows them.
    case text(Key, @Sendable (borrowing Event) -> String?)
    /// Tokens under a key or its aliases.
    case tokens(Key, @Sendable (Event.TokenCounts) -> Int64?)
    /// What no column of the standard ones says, as one object.
    case rest
    /// Any member, by its name or by names with dots.
    case field
  }

  private init(_ name: String, _ source: Source) {
    self.name = name
    self.source = source
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
    ExportColumn("tool", .text(.tool) { $0.tool }),
    ExportColumn("component", .text(.component) { $0.component }),
    ExportColumn("project", .text(.project) { $0.project }),
    ExportColumn("session_id", .text(.sessionID) { $0.sessionID }),
    ExportColumn("run_id", .text(.runID) { $0.runID }),
    ExportColumn("issue_id", .text(.issueID) { $0.issueID }),
    ExportColumn("phase", .text(.phase) { $0.phase }),
    ExportColumn("trace_id", .text(.traceID) { $0.traceID }),
    ExportColumn("span_id", .text(.spanID) { $0.spanID }),
    ExportColumn("parent_span_id", .text(.parentSpanID) { $0.parentSpanID }),
    ExportColumn("tool_name", .text(.toolName) { $0.toolName }),
    ExportColumn("model", .text(.model) { $0.model }),
    ExportColumn("outcome", .outcome),
    ExportColumn("duration_s", .duration),
    ExportColumn("exit_code", .exitCode),
    ExportColumn("input_tokens", .tokens(.inputTokens) { $0.input }),
    ExportColumn("output_tokens", .tokens(.outputTokens) { $0.output }),
    ExportColumn("cache_read_tokens", .tokens(.cacheReadTokens) { $0.cacheRead }),
    ExportColumn("cache_creation_tokens", .tokens(.cacheCreationTokens) { $0.cacheCreation }),
    ExportColumn("cost_usd", .cost),
    ExportColumn("message", .message),
    ExportColumn("fields", .rest),
  ]
}

extension ExportColumn {
  /// Puts what an event says into a sink: one cell, whatever it is.
  package func read<Sink: CellSink>(_ event: borrowing Event, into sink: inout Sink) {
    switch source {
    case .position: sink.integer(event.position.rawValue)
    case .time:
      if let time = event.time { sink.time(time) } else { sink.absent() }
    case .event: Self.text(event, .event, into: &sink) { $0.name }
    case .level: Self.text(event, .level, into: &sink) { $0.level }
    case .message: Self.text(event, .message, into: &sink) { $0.message }
    case .text(let key, let read): Self.text(event, key, into: &sink, read)
    case .outcome: sink.text(event.outcome?.rawValue)
    case .duration:
      if !Self.number(event, .durationS, into: &sink) { sink.double(event.duration?.seconds) }
    case .exitCode: sink.integer(event.exitCode)
    case .cost: if !Self.number(event, .costUSD, into: &sink) { sink.double(event.costUSD) }
    case .tokens(let key, let read):
      if !Self.number(event, key, into: &sink) { sink.integer(event.tokens.flatMap(read)) }
    case .rest: RestOfEvent.read(event, into: &sink)
    case .field:
      if let view = event.view(named: name) { sink.value(view) } else { sink.absent() }
    }
  }

  /// A text that stands plainly under its first spelling is not copied; any other is asked for.
  private static func text<Sink: CellSink>(
    _ event: borrowing Event, _ key: Key, into sink: inout Sink,
    _ read: (borrowing Event) -> String?
  ) {
    if event.contains(key), key != .message, let field = event.field(key), field.kind == .string,
      !field.hasEscapes, field.valueLength > 0
    {
      sink.text(event.view(of: field).text)
    } else {
      sink.text(read(event))
    }
  }

  /// A plain number under its first spelling, as it stands there; false where it is to be asked for.
  private static func number<Sink: CellSink>(
    _ event: borrowing Event, _ key: Key, into sink: inout Sink
  ) -> Bool {
    guard event.contains(key), let field = event.field(key), isPlain(field, in: event) else {
      return false
    }
    sink.number(event.view(of: field).text)
    return true
  }

  /// Whether a member is a number that reads the same by whoever reads it: of few digits, at most nine
  /// behind the point, and without an exponent.
  static func isPlain(_ field: Field, in event: borrowing Event) -> Bool {
    guard field.kind == .integer || field.kind == .decimal, field.valueLength <= 15 else {
      return false
    }
    var decimals = -1
    let text = event.view(of: field).text
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "."): decimals = 0
      case UInt8(ascii: "e"), UInt8(ascii: "E"): return false
      default: if decimals >= 0 { decimals += 1 }
      }
    }
    return decimals <= 9
  }
}
