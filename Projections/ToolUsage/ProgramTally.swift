import Events

/// What one program emitted.
struct ProgramTally: Codable, Sendable, Equatable {
  private(set) var events = 0
  /// The least and the greatest time of its events.
  private(set) var first: Timestamp?
  private(set) var last: Timestamp?
  /// Its commands that came to an end.
  private(set) var commands = CallTally()

  /// Counts an event; returns how long the command took that it ends.
  mutating func add(_ event: borrowing Event) -> MeasuredDuration {
    events += 1
    if let time = event.time {
      if first.map({ time < $0 }) ?? true { first = time }
      if last.map({ time > $0 }) ?? true { last = time }
    }
    guard Self.endsCommand(event) else { return .absent }
    let measured = MeasuredDuration(event)
    let outcome = CallOutcome(event.outcome ?? .success)
    // Of a program nobody asks whether it may run: a command that was refused ended in another way.
    commands.record(outcome == .blocked ? .cancelled : outcome, measured)
    return measured
  }

  private static func endsCommand(_ event: borrowing Event) -> Bool {
    event.nameID == .overflow ? event.name == "command_end" : event.nameID == commandEnd
  }

  private static let commandEnd = Event.Name("command_end")
}
