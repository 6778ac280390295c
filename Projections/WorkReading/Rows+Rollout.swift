import Events
import Sensors

/// Rollouts: the files that Codex keeps of its sessions.
extension Rows<AgentUsage.Row> {
  private static var rolloutKey: Label { "=rollout" }

  mutating func beginRollout(_ event: borrowing Event) {
    guard let payload = event.view(.payload), payload.kind == .object else { return }
    let project = payload.label("cwd")
    if event.saysSession {
      return note(RolloutLine(event, nil), project: project)
    }
    let id = payload.label("id")
    follow(event)
    if let place = rollout, place.session == id {
      note(RolloutLine(event, place), project: project)
    }
  }

  mutating func tellTurnContext(_ event: borrowing Event) { follow(event) }

  mutating func tellRolloutEvent(_ event: borrowing Event) {
    guard let payload = event.view(.payload), let type = payload.member("type") else { return }
    follow(event)
    let line = RolloutLine(event, rollout)
    if line.isHistory { return }
    note(line)
    if let step = RolloutStep(event, line) {
      var telling = ResponseTelling(origin: line.work.origin, teller: .record, isMain: true)
      telling.model = line.model
      telling.tokens = step.reading.counts
      telling.isUnreadable = step.reading.isUnreadable
      tell(response: step.key, telling)
    }
    if type.spells("context_compacted") {
      tell(.compaction, event.key("c", line.work), at: line.work.origin, by: .record)
    }
    if type.spells("error") || type.spells("stream_error") {
      tell(.error, event.key("e", line.work), at: line.work.origin, by: .record)
    }
  }

  mutating func tellRolloutItem(_ event: borrowing Event) {
    guard let payload = event.view(.payload), payload.kind == .object else { return }
    follow(event)
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

  /// Where the lines of the file stand from here on, if they do not say it themselves.
  private mutating func follow(_ event: borrowing Event) {
    if event.saysSession { return }
    let before = rollout
    var file = before ?? Rollout()
    file.follow(event)
    if file != before { self[Self.rolloutKey] = AgentUsage.Row(.rollout([file])) }
  }
}

extension JSONView {
  fileprivate func label(_ name: String) -> Label? {
    guard let view = member(name), let id = view.id else { return nil }
    return Label(id)
  }
}
