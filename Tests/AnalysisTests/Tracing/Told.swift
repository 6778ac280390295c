import Analysis
import TLM

/// Logs of tests, and the trees that they tell.
enum Told {
  /// The events of some lines.
  static func events(_ lines: String) -> [TracedEvent] {
    let batch = LineParser().parse(LineChunk(Array(lines.utf8)))
    return (0..<batch.count).map { TracedEvent(batch.event(at: $0)) }
  }

  static func tree(_ lines: String, session: String? = nil) -> SpanTree {
    SpanTree(of: events(lines), in: "store", session: session)
  }

  /// `issue A-1 > ready 67.2 success clamped`, a line a span.
  static func outline(_ tree: SpanTree) -> [String] {
    tree.spans.map { span in
      let words =
        [span.title, "\(span.duration.seconds)"] + (span.outcome.map { [$0.rawValue] } ?? [])
        + span.marks.words
      return String(repeating: "  ", count: span.depth) + words.joined(separator: " ")
    }
  }
}

extension SpanTree {
  /// The one span of a title.
  func span(_ title: String) -> TraceSpan? {
    let found = spans.filter { $0.title == title }
    return found.count == 1 ? found[0] : nil
  }
}
