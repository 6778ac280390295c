import Events

/// What a span of OpenTelemetry's says of a call: its time is that of the begin, and how long it took may
/// hold the wait for a person.
struct CallSpan {
  let begin: Timestamp?
  let end: Timestamp?
  let ending: CallEnding

  init(_ event: borrowing Event) {
    begin = event.ownTime
    var end: Timestamp?
    if let begin, let length = event.duration?.rawValue, length >= 0 {
      let (moved, isBeyond) = begin.rawValue.addingReportingOverflow(length)
      end = isBeyond ? nil : Timestamp(rawValue: moved)
    }
    self.end = end
    ending = CallEnding(named: event)
  }
}

extension CallEnding {
  /// What a decision on a call ends it with; nil where it was let run.
  init?(decisionOf event: borrowing Event) {
    switch event.string("decision") {
    case "reject", "denied":
      let isStopped = event.string("source") == "user_abort"
      self.init(isStopped ? .cancelled : .blocked, .told)
    case "abort": self.init(.cancelled, .told)
    default: return nil
    }
  }
}
