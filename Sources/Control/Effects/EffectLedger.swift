import Events

/// What the log says about effects: which transitions have some to come, and which effects were
/// begun and have not ended.
struct EffectLedger: Sendable {
  /// An effect that was begun.
  struct Start: Sendable {
    let record: EffectRecord
    let scope: String?
    let runner: String
    let timeout: Nanoseconds
    let time: Timestamp?
    let position: Position
  }

  /// Begun and not ended, by id.
  private(set) var open: [String: Start] = [:]
  /// Transitions that came into force since `takeDue`, in the order of the log.
  private var due: [PendingEffects] = []
  /// Ids of effects that ended, of transitions that are watched.
  private var ended: [Position: Set<String>] = [:]

  /// More open ones are not kept: a log in which so many stand was not written by a loop.
  private static let limit = 4096

  /// A transition with effects is in force from now on.
  mutating func enter(_ effects: PendingEffects) {
    due.append(effects)
    ended[effects.transition] = []
  }

  /// The transitions that came into force since the last time; they are watched until `forget`.
  mutating func takeDue() -> [PendingEffects] {
    defer { due = [] }
    return due
  }

  /// Nobody asks any more about the effects of a transition.
  mutating func forget(_ transition: Position) { ended[transition] = nil }

  func hasEnded(_ record: EffectRecord) -> Bool {
    ended[record.transition]?.contains(record.id) ?? false
  }

  /// Takes an event about an effect in; one that lacks what every such event has means nothing.
  mutating func take(_ kind: ControlEventName, _ event: borrowing Event) {
    guard let id = event.string("id"), let transition = event.integer("transition"),
      transition >= 0, transition < event.position.rawValue
    else { return }
    let position = Position(rawValue: transition)
    if kind == .effect {
      open[id] = nil
      if ended[position] != nil { ended[position]?.insert(id) }
      return
    }
    guard open[id] == nil, open.count < Self.limit else { return }
    open[id] = Start(
      record: EffectRecord(
        id: id, transition: position, rule: event.string("rule") ?? "",
        effect: event.string("effect") ?? ""),
      scope: event.string("scope"), runner: event.string("runner") ?? "",
      timeout: event.double("timeout_s").flatMap { Nanoseconds(seconds: $0) } ?? .zero,
      time: event.time, position: event.position)
  }
}
