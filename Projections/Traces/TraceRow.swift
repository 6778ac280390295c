public import Events

extension Traces {
  /// What is known of a span, or of the events of a trace that name no span.
  public struct Row: Codable, Sendable, Equatable {
    /// The trace that it is of.
    public let trace: Label
    /// Its id; nil for events that name none.
    public let span: Label?
    /// The span around it; of several that are told the one that sorts first.
    public private(set) var parent: Label?
    /// What it is called; of several names the one that sorts first.
    public private(set) var name: Label?
    /// The earliest time that it is known to have begun at.
    public private(set) var begin: Timestamp?
    /// The latest time of its events.
    public private(set) var end: Timestamp?
    /// Whether an event of it says that it failed.
    public private(set) var hasFailed = false

    init(trace: Label, span: Label?) {
      self.trace = trace
      self.span = span
    }

    mutating func join(_ event: borrowing Event) {
      parent = Self.first(parent, Label(event.parentSpanID))
      if span != nil { name = Self.first(name, Label(event.name)) }
      if let outcome = event.outcome {
        hasFailed = hasFailed || outcome == .failure || outcome == .timeout
      }
      guard let time = event.ownTime else { return }
      let length = max(event.duration?.rawValue ?? 0, 0)
      // A span of OpenTelemetry is told with the time of its begin, all else when it has ended.
      let isSpan = event.string("kind") == "span" || event.contains(.startTimeUnixNano)
      let start = isSpan ? time : time.moved(by: -length)
      let stop = isSpan ? time.moved(by: length) : time
      begin = min(begin ?? start, start)
      end = max(end ?? stop, stop)
    }

    private static func first(_ known: Label?, _ new: Label?) -> Label? {
      guard let known, let new else { return known ?? new }
      return min(known, new)
    }

    var value: Value {
      [
        "trace": .string(trace.text), "span": Value(span), "parent": Value(parent),
        "name": Value(name), "begin": begin.map { .string($0.description) } ?? .null,
        "end": end.map { .string($0.description) } ?? .null, "failed": .bool(hasFailed),
      ]
    }
  }
}

extension Timestamp {
  /// The time so many nanoseconds later; the same where there is none.
  fileprivate func moved(by nanoseconds: Int64) -> Timestamp {
    let (moved, isBeyond) = rawValue.addingReportingOverflow(nanoseconds)
    return isBeyond ? self : Timestamp(rawValue: moved)
  }
}
