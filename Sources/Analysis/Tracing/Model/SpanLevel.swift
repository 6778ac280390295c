/// What sort of work a span stands for; the outer ones have the smaller rank.
package enum SpanLevel: String, Sendable, CaseIterable {
  /// Events that share a correlation id or a stream, and name nothing nearer.
  case flow
  /// The session of a user or agent.
  case session
  /// Events of a trace that name no span.
  case trace
  /// A run of a job.
  case run
  /// A command, from its start to its end.
  case command
  /// The issues of a sprint that are worked on side by side.
  case wave
  /// One attempt at an issue.
  case issue
  /// A phase of it.
  case phase
  /// A request to an orchestrator, from its coming to the reply.
  case request
  /// What is done for it.
  case task
  /// A state of a task or of a loop.
  case state
  /// A loop, from its start to its end.
  case loop
  /// What a loop does in a state.
  case action
  /// A span that says itself which it is, by ids of its own.
  case span
  /// Work of which a begin and an end are told, or an end and how long it took.
  case work
  /// A call of a tool or of a model.
  case call

  /// Work of a greater rank may lie within work of a smaller one that is told of the same thing.
  var rank: Int {
    switch self {
    case .flow, .session, .trace: 0
    case .run: 1
    case .command: 2
    case .wave: 3
    case .issue: 4
    case .phase: 5
    case .request: 6
    case .task: 7
    case .loop: 8
    case .state: 9
    case .action: 10
    case .span: 11
    case .work: 12
    case .call: 13
    }
  }
}

/// What has to be known of a span beside its figures.
package struct SpanMarks: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Nothing tells its end: it ends with the last event in it.
  package static let incomplete = SpanMarks(rawValue: 1)
  /// No event of its own tells it: it was made of what others say.
  package static let synthetic = SpanMarks(rawValue: 2)
  /// It was told to begin before the span around it, or to end after it, and was cut to fit.
  package static let clamped = SpanMarks(rawValue: 4)
  /// No event of it has a time that can be read.
  package static let untimed = SpanMarks(rawValue: 8)
  /// It names a span around it that nobody tells of.
  package static let orphan = SpanMarks(rawValue: 16)

  /// The words for them, in this order.
  package var words: [String] {
    let all: [(SpanMarks, String)] = [
      (.incomplete, "incomplete"), (.synthetic, "synthetic"), (.clamped, "clamped"),
      (.untimed, "untimed"), (.orphan, "orphan"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
