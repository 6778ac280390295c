import Events

/// What hooks of Claude Code tell, as `tlm hook` writes it.
extension Rows<AgentUsage.Row> {
  mutating func tellHookPrompt(_ event: borrowing Event) {
    let line = WorkLine(event)
    note(event, line)
    let id = event.string("prompt_id").map { "q" + $0 }
    tell(.prompt, id ?? event.key("h", line), at: line.origin, by: .hook)
  }

  mutating func tellHookCompaction(_ event: borrowing Event) {
    let line = WorkLine(event)
    tell(.compaction, event.key("h", line), at: line.origin, by: .hook)
  }

  mutating func tellHookFailure(_ event: borrowing Event) {
    let line = WorkLine(event)
    tell(.error, event.key("h", line), at: line.origin, by: .hook)
  }

  mutating func beginHookCall(_ event: borrowing Event) {
    let line = WorkLine(event)
    guard let key = Label(callOf: event) else { return }
    note(event, line)
    tell(call: key, CalledTool(event), at: line.origin) { $0.begin(at: line.origin.time.time) }
  }

  mutating func endCall(_ event: borrowing Event, _ ending: CallEnding) {
    let line = WorkLine(event)
    guard let key = Label(callOf: event) else { return }
    note(event, line)
    let measured = MeasuredDuration(event)
    tell(call: key, CalledTool(event), at: line.origin) {
      $0.end(ending, at: line.origin.time.time, taking: measured)
    }
  }

  /// How full the context is, and what the session cost so far, as the status line was told.
  mutating func tellContext(_ event: borrowing Event) {
    let line = WorkLine(event)
    let percent = event.double("used_percent")
    var cost: Dollars?
    if let view = event.view(named: "session_cost_usd") { cost = Dollars(view) }
    note(event, line)
    tell(session: line.origin.session) { $0.note(usedPercent: percent, cost: cost) }
  }

  private mutating func note(_ event: borrowing Event, _ line: WorkLine) {
    guard line.origin.session != nil, let folder = event.string("cwd") else { return }
    let time = line.origin.time.time
    tell(session: line.origin.session) { $0.note(project: Label(folder), at: time) }
  }
}
