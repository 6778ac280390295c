import Events
import TLM

/// What spans and points say beside what every span has.
enum SpanAttributes {
  /// Keys of a line whose meaning is in a span's own properties.
  private static let framing: Set<String> = {
    var names = Set(Key.nameKeys.map(\.spelling) + Key.timeKeys.map(\.spelling))
    for key in CorrelationKey.all where key != .component && key != .project {
      for key in key.keys { names.insert(key.spelling) }
    }
    names.formUnion([
      "span_id", "spanId", "parent_span_id", "parentSpanId", "phase", "phases", "wave",
      "duration_s", "duration_ms", "duration_seconds", "elapsed_s", "latency_ms",
      "response_time_ms", "duration", "start_time", "end_time", "startTimeUnixNano",
      "endTimeUnixNano", "kind", "span_events", "links", "events", "result", "outcome", "status",
      "verdict", "success", "tool_use_id",
    ])
    return names
  }()

  /// Fields of an event that no property of a span has.
  static func rest(of event: borrowing Event) -> [Member] {
    var members: [Member] = []
    event.forEachMember { name, value in
      guard !framing.contains(name), !value.isNull else { return }
      // The last of duplicate keys counts.
      if let place = members.firstIndex(where: { $0.name == name }) {
        members[place].value = value.exactValue
      } else {
        members.append(Member(name, value.exactValue))
      }
    }
    return members
  }

  /// Puts members behind others; of one name the later counts, in the place of the earlier.
  static func merge(_ new: [Member], into members: inout [Member]) {
    for member in new {
      if let place = members.firstIndex(where: { $0.name == member.name }) {
        members[place].value = member.value
      } else {
        members.append(member)
      }
    }
  }

  /// What a span is about, under names of tlm's own.
  static func about(_ draft: SpanDraft) -> [Member] {
    let texts: [(String, String?)] = [
      ("tlm.level", draft.level.rawValue), ("tlm.issue.id", draft.keys.issue?.text),
      ("tlm.issue.type", draft.issueType), ("tlm.phase", draft.phase), ("tlm.wave", draft.wave),
      ("tlm.run.id", draft.keys.run?.text), ("session.id", draft.keys.session?.text),
      ("tlm.tool", draft.keys.tool?.text), ("tlm.stream", draft.keys.stream?.text),
      ("tlm.correlation.id", draft.keys.correlation?.text), ("tlm.call.id", draft.callID),
      ("tlm.tool.name", draft.toolName),
    ]
    var members = texts.compactMap { name, text in text.map { Member(name, .string($0)) } }
    if let origin = draft.origin {
      members.append(Member("tlm.origin", .string(origin.id)))
      if !origin.host.isEmpty { members.append(Member("tlm.host", .string(origin.host))) }
    }
    if let difference = draft.clockDifference {
      members.append(Member("tlm.clock_difference_s", .double(difference.seconds)))
    }
    if let attempt = draft.attempt { members.append(Member("tlm.attempt", .integer(attempt))) }
    if draft.isMarker { members.append(Member("tlm.marker", true)) }
    for word in draft.marks.words { members.append(Member("tlm.\(word)", true)) }
    if let told = draft.reportedDuration {
      members.append(Member("tlm.duration_reported_s", .double(told.seconds)))
    }
    if let start = draft.toldStart {
      members.append(Member("tlm.start_reported", .string(start.description)))
    }
    if let end = draft.toldEnd {
      members.append(Member("tlm.end_reported", .string(end.description)))
    }
    return members
  }
}

/// Moments and links that stand within the event of a span.
enum SpanPoints {
  /// As tlm's tracer and OpenTelemetry tell them.
  static func inner(of event: borrowing Event) -> [SpanPoint] {
    var points: [SpanPoint] = []
    for name in ["span_events", "events"] {
      for element in event.view(named: name)?.exactValue.elements ?? [] {
        guard case .object(let members) = element else { continue }
        let time = (element["ts"] ?? element["time"] ?? element["timeUnixNano"]).flatMap(\.instant)
        guard let time = time ?? event.knownTime else { continue }
        let title = element["event"]?.text ?? element["name"]?.text ?? "event"
        let known: Set<String> = ["ts", "time", "timeUnixNano", "event", "name"]
        points.append(
          SpanPoint(
            time: time, name: title, position: nil, outcome: nil,
            attributes: members.filter { !known.contains($0.name) }))
      }
    }
    return points
  }

  static func links(of event: borrowing Event) -> [SpanLink] {
    (event.view(named: "links")?.value.elements ?? []).compactMap { element in
      let trace = element["trace_id"]?.text ?? element["traceId"]?.text
      let span = element["span_id"]?.text ?? element["spanId"]?.text
      guard let trace, let span else { return nil }
      return SpanLink(traceID: trace, spanID: span, relation: nil)
    }
  }
}
