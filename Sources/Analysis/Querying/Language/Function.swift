/// What a question can ask of an event beside its fields, and do to values.
package enum Function: String, Sendable, CaseIterable {
  // Of the event, under whatever key and in whatever spelling it says so.
  case name, outcome, level, model, position
  case tool, component, project, issue, session, trace, run, stream
  case eventID = "event_id"
  // Whose the event is, which the log knows: a machine, and the id of a store.
  case host, origin
  // Of the event without an argument, of a value with one.
  case time, duration
  // Of nothing.
  case now
  // Of values.
  case number, text, lower, length, abs, coalesce, seconds
  // Of times.
  case date, hour, weekday

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .time, .duration: 0...1
    case .number, .text, .lower, .length, .abs, .seconds, .date, .hour, .weekday: 1...1
    case .coalesce: 1...16
    default: 0...0
    }
  }

  /// What it gives.
  var type: ValueType {
    switch self {
    case .time, .now: .time
    case .duration: .duration
    case .position, .number, .length, .seconds, .hour, .weekday: .number
    case .abs, .coalesce: .any
    default: .text
    }
  }

  /// What its argument must be; nil: anything.
  var argument: ValueType? {
    switch self {
    case .date, .hour, .weekday: .time
    case .seconds: .duration
    case .lower, .length: .text
    default: nil
    }
  }

  /// Whether it asks the event, when it has no argument.
  var isOfEvent: Bool { arity.lowerBound == 0 && self != .now }
}
