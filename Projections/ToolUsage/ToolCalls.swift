import Events

/// Calls of tools by agents.
///
/// Most events tell of a whole call. Hooks and transcripts tell of its begin and its end by an id
/// that both carry; what ends counts.
struct ToolCalls: Codable, Sendable, Equatable {
  private(set) var cells = CellTable<CallCell, CallTally>()
  /// Calls that began and did not end yet, by the id of the call.
  private(set) var open: [Label: OpenCall] = [:]

  struct OpenCall: Codable, Sendable, Equatable {
    var cell: CallCell
    /// The begin event's own time.
    var time: Timestamp?
  }

  /// A call begins. What is told twice began the first time.
  mutating func begin(_ event: borrowing Event) {
    guard let id = Label(event.id(.toolUseID)) else { return }
    begin(id, CallCell(event) ?? .unknown(risk: .unknown), at: Self.ownTime(of: event))
  }

  /// A call ended; returns how long it took.
  mutating func end(_ event: borrowing Event, _ outcome: CallOutcome) -> MeasuredDuration {
    let begun = removeBegun(event)
    // Waiting for a person is no time of the tool's.
    let isTimed = outcome != .blocked && outcome != .cancelled
    var measured = isTimed ? MeasuredDuration(event) : .absent
    if isTimed, case .absent = measured {
      measured = MeasuredDuration(from: begun?.time, to: Self.ownTime(of: event))
    }
    let place = place(of: event, begun)
    cells.update(at: place) { $0.record(outcome, measured) }
    return measured
  }

  /// Whether `tool` of such an event is what an agent called, and not the program that emitted it.
  static func namesAgentTool(_ event: borrowing Event) -> Bool {
    event.nameID == .overflow
      ? event.name == "SessionToolUsed" : event.nameID == sessionToolUsed
  }

  private static let sessionToolUsed = Event.Name("SessionToolUsed")
}

extension ToolCalls {
  fileprivate mutating func begin(_ id: Label, _ cell: CallCell, at time: Timestamp?) {
    if open[id] == nil { open[id] = OpenCall(cell: cell, time: time) }
  }

  fileprivate mutating func removeBegun(_ event: borrowing Event) -> OpenCall? {
    guard !open.isEmpty, let id = Label(event.id(.toolUseID)) else { return nil }
    return open.removeValue(forKey: id)
  }

  /// Where the call is filed: under what the event says of the tool and its risk, else under what
  /// the begin of the call said.
  fileprivate mutating func place(of event: borrowing Event, _ begun: OpenCall?) -> Int {
    let tool = event.shortText(.toolName)
    guard !tool.isAbsent else {
      let unnamed = CallCell.unknown(risk: Label(event.string(.riskLevel)) ?? .unknown)
      return cells.place(of: CallCell(event) ?? begun?.cell ?? unnamed, from: .init())
    }
    let texts = ShortTexts(first: tool, second: event.shortText(.riskLevel))
    if let place = cells.recentPlace(by: texts) { return place }
    let cell = CallCell(event) ?? .unknown(risk: .unknown)  // it has a name
    let place = cells.place(of: cell, from: .init())
    cells.remember(place, by: texts)
    return place
  }

  /// Two times that were taken over from other lines say nothing about what is between them.
  fileprivate static func ownTime(of event: borrowing Event) -> Timestamp? {
    event.isTimed ? event.time : nil
  }
}

extension ToolCalls {
  /// The calls that a message of the assistant in a transcript asks for.
  mutating func beginAll(in event: borrowing Event) {
    let time = Self.ownTime(of: event)
    guard let message = event.view(.message), let content = message.member("content") else {
      return
    }
    content.forEachElement { part in
      guard let kind = part.member("type"), kind.string == "tool_use",
        let id = part.member("id")?.string, let name = part.member("name")?.string
      else { return }
      begin(Label(id), CallCell(tool: Label(name), risk: .unknown), at: time)
    }
  }

  /// The results in a message to the assistant in a transcript; returns how many took an invalid
  /// time. A result of a call that did not begin, or ended before, is nothing.
  mutating func endAll(in event: borrowing Event) -> Int {
    let time = Self.ownTime(of: event)
    var invalid = 0
    guard let message = event.view(.message), let content = message.member("content") else {
      return 0
    }
    content.forEachElement { part in
      guard let kind = part.member("type"), kind.string == "tool_result",
        let id = part.member("tool_use_id")?.string,
        let begun = open.removeValue(forKey: Label(id))
      else { return }
      var outcome: Outcome?
      if let flag = part.member("is_error") { outcome = Outcome(flag, under: .isError) }
      let measured = MeasuredDuration(from: begun.time, to: time)
      if case .invalid = measured { invalid += 1 }
      let place = cells.place(of: begun.cell, from: .init())
      cells.update(at: place) { $0.record(CallOutcome(outcome ?? .success), measured) }
    }
    return invalid
  }
}
