import Events

/// What the standard columns do not say of an event: its members but for those that stand in a column
/// just as they are.
///
/// A member under another spelling, or with a value that nobody can read, is here besides: a column
/// never takes something away.
enum RestOfEvent {
  static func read<Sink: CellSink>(_ event: borrowing Event, into sink: inout Sink) {
    var object: [UInt8] = []
    let fields = event.fields
    let areDistinct = event.areNamesPlainlyDistinct
    for index in fields.indices {
      let field = fields[index]
      if isInColumn(field, of: event) || !areDistinct && !event.isLastMember(index) { continue }
      if object.isEmpty { object.reserveCapacity(event.line.count + 2) }
      object.append(object.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
      append(field, of: event, to: &object)
    }
    if object.isEmpty { return sink.absent() }
    object.append(UInt8(ascii: "}"))
    sink.json(object.span)
  }

  /// `"name":value`, as it stands in the line.
  static func append(_ field: Field, of event: borrowing Event, to bytes: inout [UInt8]) {
    let keyStart = Int(field.keyStart) - 1
    let isText = field.kind == .string
    let end = Int(field.valueStart) + Int(field.valueLength) + (isText ? 1 : 0)
    // From the quote before the key to the value's last byte; what stands between is at most space.
    LineCleaning.append(event.line.extracting(keyStart..<end), to: &bytes)
  }

  private static func isInColumn(_ field: Field, of event: borrowing Event) -> Bool {
    let key = field.key
    if key == .unknown { return false }
    let isText = field.kind == .string && field.valueLength > 0
    if texts.contains(key) { return isText || field.kind == .integer && ids.contains(key) }
    if key == .ts { return isText && isInTimeColumn(event.view(of: field).text, of: event) }
    if key == .message { return isText && !event.contains(.msg) }
    return numbers.contains(key) && ExportColumn.isPlain(field, in: event)
  }

  /// Whether a time has no more digits than the column shows, of microseconds.
  private static func isInTimeColumn(_ text: Span<UInt8>, of event: borrowing Event) -> Bool {
    guard event.isTimed, let time = event.time else { return false }
    return time.rawValue.isMultiple(of: 1000) && isOfMicroseconds(text)
  }

  private static func isOfMicroseconds(_ time: Span<UInt8>) -> Bool {
    var digits = -1
    for index in time.indices {
      if time[index] == UInt8(ascii: ".") || time[index] == UInt8(ascii: ",") {
        digits = 0
      } else if digits >= 0 {
        guard time[index] &- UInt8(ascii: "0") <= 9 else { break }
        digits += 1
      }
    }
    return digits <= 6
  }

  private static let ids = Event.Keys([
    .sessionID, .runID, .issueID, .traceID, .spanID, .parentSpanID, .tool, .component, .project,
  ])

  private static let texts = Event.Keys([
    .event, .level, .tool, .component, .project, .sessionID, .runID, .issueID, .phase, .traceID,
    .spanID, .parentSpanID, .toolName, .model, .msg,
  ])

  private static let numbers = Event.Keys([
    .durationS, .inputTokens, .outputTokens, .cacheReadTokens, .cacheCreationTokens, .costUSD,
    .exitCode,
  ])
}
