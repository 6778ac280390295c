import Events

extension Rows<ToolUsage.Row> {
  mutating func changeSums<Result>(_ change: (inout UsageSums) -> Result) -> Result {
    self[ToolUsage.Row.sumsKey, default: .sums()].changeSums(change)
  }

  /// A telling of the begin of a call.
  mutating func begin(_ event: borrowing Event) {
    guard let key = Label(callOf: event) else { return }
    let (called, time) = (called(by: event), Self.ownTime(of: event))
    change(key, called) { $0.begin(at: time) }
  }

  /// A telling of the end of a call; of all of it where it has no id.
  mutating func end(_ event: borrowing Event, _ ending: CallEnding) {
    let measured = MeasuredDuration(event)
    guard let key = Label(callOf: event) else {
      return changeSums { $0.record(event, ending.outcome, measured) }
    }
    let (called, time) = (called(by: event), Self.ownTime(of: event))
    change(key, called) { $0.end(ending, at: time, taking: measured) }
  }

  /// A call from its begin to its end, by a span of it.
  mutating func tellSpan(_ event: borrowing Event) {
    guard let key = Label(callOf: event) else { return }
    let (called, span) = (called(by: event), CallSpan(event))
    change(key, called) { call in
      call.begin(at: span.begin)
      call.end(span.ending, at: span.end, taking: .absent)
    }
  }

  /// The calls that a message of the assistant in a transcript asks for.
  mutating func beginAll(in event: borrowing Event) {
    let (time, session) = (Self.ownTime(of: event), event.sessionID)
    event.forEachPart(of: "tool_use", named: "id") { id, part in
      guard let name = part.member("name")?.string else { return }
      let called = CalledTool(tool: Label(name), risk: .unknown)
      change(Label(call: id, in: session), shared(called)) { $0.begin(at: time) }
    }
  }

  /// The results in a message to the assistant in a transcript.
  mutating func endAll(in event: borrowing Event) {
    let (time, session) = (Self.ownTime(of: event), event.sessionID)
    event.forEachPart(of: "tool_result", named: "tool_use_id") { id, part in
      let ending = CallEnding(resultIn: part, of: event)
      let called = CalledTool(tool: .unknown, risk: .unknown)
      change(Label(call: id, in: session), shared(called)) {
        $0.end(ending, at: time, taking: .absent)
      }
    }
  }

  private mutating func called(by event: borrowing Event) -> CalledTool {
    self[ToolUsage.Row.sumsKey, default: .sums()].changeSums { $0.called(by: event) }
  }

  private mutating func shared(_ called: CalledTool) -> CalledTool {
    changeSums { $0.shared(called) }
  }

  private mutating func change(
    _ key: Label, _ called: CalledTool, _ change: (inout ToolCall) -> Void
  ) {
    self[key, default: .call(called)].changeCall { call in
      call.join(called)
      change(&call)
    }
  }

  /// Two times that were taken over from other lines say nothing about what is between them.
  private static func ownTime(of event: borrowing Event) -> Timestamp? {
    event.isTimed ? event.time : nil
  }
}

extension Event {
  /// Shows `body` the parts of one kind in the message of a transcript that have an id.
  fileprivate func forEachPart(
    of kind: String, named key: String, _ body: (String, borrowing JSONView) -> Void
  ) {
    guard let message = view(.message), let content = message.member("content") else { return }
    content.forEachElement { part in
      guard let type = part.member("type"), type.string == kind,
        let view = part.member(key), let id = view.id
      else { return }
      body(id, part)
    }
  }
}
