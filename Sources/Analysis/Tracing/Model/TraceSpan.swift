package import Events

/// A stretch of work: what a log tells of it, as one value that is shown and exported.
package struct TraceSpan: Sendable, Equatable {
  /// 32 hexadecimal digits, the same for the same store at any time.
  package var traceID: String
  /// 16 hexadecimal digits, likewise.
  package var id: String
  /// The id of the span around it; nil for a root.
  package var parentID: String?
  package var level: SpanLevel
  /// What it is called, of which there are few: `issue`, `phase implement`.
  package var name: String
  /// What it is called for people, with ids.
  package var title: String
  package var kind: SpanKind
  package var start: Timestamp
  package var end: Timestamp
  /// How it ended, in one vocabulary; nil where nothing says it.
  package var outcome: Outcome?
  /// The producer's own word for it.
  package var word: String?
  package var status: SpanStatus
  /// What else is known: normalised ones first (`tlm.issue.id`), then the fields of its events.
  package var attributes: [Member]
  /// What happened in it, by time.
  package var points: [SpanPoint]
  /// Spans of other traces that it has to do with, such as the attempt before.
  package var links: [SpanLink]
  package var marks: SpanMarks
  /// Where the events stand that tell of the span itself, ascending.
  package var events: [Position]
  /// Its place in the tree that it is of; nil for a root.
  package var parent: Int?
  /// How many spans are around it.
  package var depth: Int
  /// How much of the critical path goes through the span itself, and not through one within it.
  package var critical = Nanoseconds.zero
  /// Whether the critical path goes through it.
  package var isCritical = false
  /// Where nothing within it went on; empty for a span that has none within it.
  package var gaps: [SpanGap] = []

  /// From its start to its end; never negative.
  package var duration: Nanoseconds { end.since(start) ?? Nanoseconds(rawValue: .max) }
}

/// OpenTelemetry's kinds of spans.
package enum SpanKind: String, Sendable {
  case `internal`, server, client, producer, consumer
}

/// OpenTelemetry's status of a span: what ended well is left unset.
package enum SpanStatus: Sendable, Equatable {
  case unset
  /// A type of few words, such as `failure`, `timeout` or `tlm.incomplete`, and what was said of it.
  case error(type: String, message: String?)
}

/// Something that happened at one moment.
package struct SpanPoint: Sendable, Equatable {
  package let time: Timestamp
  package let name: String
  /// Where its event stands; nil for one that stands within the event of a span.
  package let position: Position?
  package let outcome: Outcome?
  package let attributes: [Member]
}

/// Another span that a span has to do with.
package struct SpanLink: Sendable, Equatable {
  package let traceID: String
  package let spanID: String
  /// What it has to do with it, such as `previous_attempt`; nil where that is not told.
  package let relation: String?
}

/// A stretch of a span in which none of the spans within it went on.
package struct SpanGap: Sendable, Equatable {
  package let start: Timestamp
  package let end: Timestamp

  package var duration: Nanoseconds { end.since(start) ?? .zero }
}
