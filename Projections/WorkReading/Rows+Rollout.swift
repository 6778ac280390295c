import Events

/// Rollouts: the files that Codex keeps of its sessions.
extension Rows<AgentUsage.Row> {
  private static var rolloutKey: Label { "=rollout" }

  mutating func beginRollout(_ event: borrowing Event) {
    guard let payload = event.view(.payload), payload.kind == .object else { return }
    let project = payload.label("cwd")
    if event.saysSession {
      return note(RolloutLine(event, nil), project: project)
    }
    let (id, parent) = (payload.label("id"), payload.label("forked_from_id"))
    let time = event.ownTime
    change { $0.begin(id, forkedFrom: parent, at: time) }
    if let place = rollout, place.session == id {
      note(RolloutLine(event, place), project: project)
    }
  }

  mutating func tellTurnContext(_ event: borrowing Event) {
    guard !event.saysSession, let payload = event.view(.payload) else { return }
    let model = payload.label("model")
    change { file in
      file.goOn()
      file.note(model: model)
    }
  }

  mutating func tellRolloutEvent(_ event: borrowing Event) {
    guard let payload = event.view(.payload), let type = payload.member("type") else { return }
    if !event.saysSession {
      let isTurn = type.spells("task_started") || type.spells("turn_started")
      let start = isTurn ? payload.time("started_at") : nil
      change { file in
        file.goOn()
        if isTurn { file.beginTurn(startedAt: start) }
      }
    }
    let line = RolloutLine(event, rollout)
    if line.isHistory { return }
    note(line)
    if type.spells("token_count"), let info = payload.member("info") { tellStep(info, event, line) }
    if type.spells("context_compacted") {
      tell(.compaction, event.key("c", line.work), at: line.work.origin, by: .record)
    }
    if type.spells("error") || type.spells("stream_error") {
      tell(.error, event.key("e", line.work), at: line.work.origin, by: .record)
    }
  }

  /// A step: what it added is `last_token_usage`; the running total tells it from others.
  private mutating func tellStep(
    _ info: borrowing JSONView, _ event: borrowing Event, _ line: RolloutLine
  ) {
    guard let step = info.member("last_token_usage"), !step.isNull else { return }
    let reading = TokenReading(step: step)
    var telling = ResponseTelling(origin: line.work.origin, teller: .record, isMain: true)
    telling.model = line.model
    telling.tokens = reading.counts
    telling.isUnreadable = reading.isUnreadable
    var total = line.work.origin.time.time?.description ?? ""
    if let view = info.member("total_token_usage"), view.kind == .object {
      let counts = TokenReading(step: view).counts
      total = "\(counts.input) \(counts.cacheRead) \(counts.output) \(counts.reasoning)"
    }
    tell(response: "k" + (line.work.origin.session?.text ?? "") + " " + total, telling)
  }

  mutating func tellRolloutItem(_ event: borrowing Event) {
    guard let payload = event.view(.payload), payload.kind == .object else { return }
    if !event.saysSession { change { $0.goOn() } }
    let line = RolloutLine(event, rollout)
    if line.isHistory { return }
    note(line)
    let item = RolloutItem(payload)
    if item.isPrompt {
      let key = Fingerprint(
        line.work.origin.session?.text ?? "", line.work.origin.time.time?.description ?? "",
        item.text)
      return tell(.prompt, "p=" + key.text, at: line.work.origin, by: .record)
    }
    guard let id = item.call else { return }
    let origin = line.work.origin
    let called = CalledTool(tool: item.tool ?? .unknown, risk: .unknown)
    tell(call: Label(call: id, in: origin.session?.text), called, at: origin) { call in
      if let ending = item.ending {
        call.end(ending, at: origin.time.time, taking: .absent)
      } else {
        call.begin(at: origin.time.time)
      }
    }
  }

  private mutating func note(_ line: RolloutLine, project: Label? = nil) {
    let time = line.work.origin.time.time
    tell(session: line.work.origin.session) { facts in
      facts.note(.record, at: time)
      facts.note(project: project, at: time)
    }
  }

  private var rollout: Rollout? {
    guard case .rollout(let files)? = self[Self.rolloutKey]?.content else { return nil }
    return files.first
  }

  private mutating func change(_ change: (inout Rollout) -> Void) {
    let before = rollout
    var file = before ?? Rollout()
    change(&file)
    if file != before { self[Self.rolloutKey] = AgentUsage.Row(.rollout([file])) }
  }
}

/// Where a line of a rollout belongs: by what it says itself, else by the lines before it.
private struct RolloutLine {
  let work: WorkLine
  let model: Label?
  let isHistory: Bool

  init(_ event: borrowing Event, _ file: Rollout?) {
    if event.saysSession || file == nil {
      work = WorkLine(event)
      model = Label(event.model)
      isHistory = event.isFlagged("replayed")
    } else {
      work = WorkLine(at: event.ownTime, in: file?.session)
      model = file?.model
      isHistory = file?.isHistory ?? false
    }
  }
}

extension Event {
  /// Whether the line itself says which session it is of, as it does once it was imported.
  fileprivate var saysSession: Bool { contains(.sessionID) }
}

extension JSONView {
  fileprivate func label(_ name: String) -> Label? {
    guard let view = member(name), let id = view.id else { return nil }
    return Label(id)
  }

  fileprivate func time(_ name: String) -> Timestamp? {
    guard let view = member(name) else { return nil }
    return view.timestamp
  }
}
