package import Events

/// How a session went: its turns, and the time that it worked and waited.
package struct SessionCourse: Sendable {
  private var moments: [Moment] = []
  /// Errors instead of responses.
  package var errors = 0
  /// Calls that a person, or a rule of theirs, did not allow.
  package private(set) var refusals = 0
  /// Calls that a person stopped.
  package private(set) var interruptions = 0
  /// The most that a response of the session itself was given, in tokens.
  package private(set) var contextPeak: Int64 = 0

  private struct Moment: Comparable {
    let time: Int64
    let isPrompt: Bool

    static func < (left: Moment, right: Moment) -> Bool {
      // Of what has the same time the prompt comes first.
      left.time == right.time ? left.isPrompt && !right.isPrompt : left.time < right.time
    }
  }

  mutating func prompt(at time: Timestamp?, isMain: Bool) { note(time, isPrompt: isMain) }

  mutating func respond(at time: Timestamp?, isMain: Bool, context: Int64) {
    note(time, isPrompt: false)
    if isMain { contextPeak = max(contextPeak, context) }
  }

  mutating func call(from time: Timestamp?, _ call: ToolCall) {
    note(time, isPrompt: false)
    note(call.lastTime, isPrompt: false)
    if call.end == .blocked { refusals += 1 }
    if call.end == .cancelled { interruptions += 1 }
  }

  private mutating func note(_ time: Timestamp?, isPrompt: Bool) {
    if let time { moments.append(Moment(time: time.rawValue, isPrompt: isPrompt)) }
  }

  /// Turns, and how long they took and people took between them.
  package struct Times: Sendable, Equatable {
    /// What was asked and then worked on.
    package var turns = 0
    /// From each prompt to the last that was done for it.
    package var active = Nanoseconds.zero
    /// From there to the next prompt.
    package var waiting = Nanoseconds.zero

    /// None yet.
    package init() {}
  }

  package var times: Times {
    var times = Times()
    var turn: (begin: Int64, end: Int64, isWorkedOn: Bool)?
    func close(_ next: Int64?) {
      guard let turn else { return }
      if turn.isWorkedOn { times.turns += 1 }
      times.active = times.active.extended(from: turn.begin, to: turn.end)
      if let next { times.waiting = times.waiting.extended(from: turn.end, to: next) }
    }
    for moment in moments.sorted() {
      if moment.isPrompt || turn == nil {
        close(moment.time)
        turn = (moment.time, moment.time, !moment.isPrompt)
      } else {
        turn?.end = moment.time
        turn?.isWorkedOn = true
      }
    }
    close(nil)
    return times
  }
}

extension Nanoseconds {
  /// With the time between two instants; the longest where it does not fit.
  fileprivate func extended(from begin: Int64, to end: Int64) -> Nanoseconds {
    let (length, isBeyond) = end.subtractingReportingOverflow(begin)
    return Nanoseconds(rawValue: isBeyond ? .max : rawValue.adding(length))
  }
}
