package import Analysis
package import TLM

/// What happened to one issue, run, session or trace: what `tlm trace --json` prints.
///
/// Spans stand in the order of the tree, each before those within it; `parent` is a place in that list.
package struct TraceDocument: Document {
  package let json: Value

  package init(_ answer: TraceAnswer) {
    let tree = answer.tree
    let start = tree.start
    json = [
      "schema": "tlm.trace/1",
      "subject": [
        "kind": .string(answer.subject.kind.rawValue), "id": .string(answer.subject.id),
      ],
      "store": answer.store.isEmpty ? .null : .string(answer.store),
      "begin": start.map { .string($0.description) } ?? .null,
      "end": tree.end.map { .string($0.description) } ?? .null,
      "duration_s": start.flatMap { start in tree.end?.since(start) }.map { .double($0.seconds) }
        ?? .null,
      "span_count": .integer(Int64(tree.spans.count)),
      "event_count": .integer(Int64(tree.eventCount)),
      "failed": .integer(Int64(tree.failed)), "incomplete": .integer(Int64(tree.incomplete)),
      "cut": .bool(answer.isCut), "spans": .array(tree.spans.map(Self.value)),
      "loose": .array(tree.loose.map(Self.value)),
    ]
  }

  private static func value(_ span: TraceSpan) -> Value {
    .object(
      identity(of: span) + times(of: span) + ending(of: span) + [
        Member("critical", .bool(span.isCritical)),
        Member("critical_s", .double(span.critical.seconds)),
        Member("marks", .array(span.marks.words.map(Value.string))),
        Member("gaps", .array(span.gaps.map(Self.value))),
        Member("attributes", .object(span.attributes)),
        Member("points", .array(span.points.map(Self.value))),
        Member("links", .array(span.links.map(Self.value))),
        Member("events", .array(span.events.map { .integer($0.rawValue) })),
      ])
  }

  private static func identity(of span: TraceSpan) -> [Member] {
    [
      Member("trace_id", .string(span.traceID)), Member("span_id", .string(span.id)),
      Member("parent_span_id", span.parentID.map(Value.string) ?? .null),
      Member("parent", span.parent.map { .integer(Int64($0)) } ?? .null),
      Member("depth", .integer(Int64(span.depth))),
      Member("level", .string(span.level.rawValue)), Member("name", .string(span.name)),
      Member("title", .string(span.title)), Member("kind", .string(span.kind.rawValue)),
    ]
  }

  private static func times(of span: TraceSpan) -> [Member] {
    [
      Member("begin", .string(span.start.description)),
      Member("end", .string(span.end.description)),
      Member("duration_s", .double(span.duration.seconds)),
    ]
  }

  private static func ending(of span: TraceSpan) -> [Member] {
    var members = [
      Member("outcome", span.outcome.map { .string($0.rawValue) } ?? .null),
      Member("word", span.word.map(Value.string) ?? .null),
    ]
    switch span.status {
    case .unset: members.append(Member("status", "unset"))
    case .error(let type, let message):
      members.append(Member("status", "error"))
      members.append(Member("error_type", .string(type)))
      members.append(Member("message", message.map(Value.string) ?? .null))
    }
    return members
  }

  private static func value(_ point: SpanPoint) -> Value {
    [
      "time": .string(point.time.description), "name": .string(point.name),
      "position": point.position.map { .integer($0.rawValue) } ?? .null,
      "outcome": point.outcome.map { .string($0.rawValue) } ?? .null,
      "attributes": .object(point.attributes),
    ]
  }

  private static func value(_ gap: SpanGap) -> Value {
    [
      "begin": .string(gap.start.description), "end": .string(gap.end.description),
      "duration_s": .double(gap.duration.seconds),
    ]
  }

  private static func value(_ link: SpanLink) -> Value {
    [
      "trace_id": .string(link.traceID), "span_id": .string(link.spanID),
      "relation": link.relation.map(Value.string) ?? .null,
    ]
  }
}
