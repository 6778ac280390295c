package import TLM

/// A session and what happened in it: what `tlm sessions show --json` prints.
package struct SessionDocument: Document {
  package let json: Value

  /// - Parameters:
  ///   - session: its id.
  ///   - answer: one with details, that was asked for its work.
  package init(_ session: Label, _ answer: UsageAnswer, _ timeline: SessionTimeline) {
    json = [
      "session": .string(session.text), "summary": answer.sessionValue(session) ?? .null,
      "timeline": .array(timeline.entries(of: session, in: answer).map(Self.value)),
    ]
  }

  /// An entry of a timeline.
  package static func value(_ entry: SessionTimeline.Entry) -> Value {
    let head: [Member] = [
      Member("time", entry.time.map { .string($0.description) } ?? .null),
      Member("main", .bool(entry.isMain)),
    ]
    return .object(head + members(of: entry.kind))
  }

  private static func members(of kind: SessionTimeline.Entry.Kind) -> [Member] {
    switch kind {
    case .prompt(let text):
      [Member("kind", "prompt"), Member("text", text.map(Value.string) ?? .null)]
    case .response(let model, let input, let output):
      [
        Member("kind", "response"), Member("model", .string(model)),
        Member("context_tokens", .integer(input)), Member("output_tokens", .integer(output)),
      ]
    case .call(let tool, let outcome, let duration, let bytes):
      [
        Member("kind", "call"), Member("tool", .string(tool)),
        Member("outcome", outcome.map(Value.string) ?? .null),
        Member("duration_s", duration.map { .double($0.seconds) } ?? .null),
        Member("bytes", bytes.map { .integer(Int64($0)) } ?? .null),
      ]
    case .compaction: [Member("kind", "compaction")]
    case .error: [Member("kind", "error")]
    }
  }
}
