/// What control wrote into a log, or a person to it, taken apart to be shown.
///
/// ```swift
/// for try await batch in store.follow(from: end, matching: ControlEvent.filter) {
///   for event in batch.events.compactMap(ControlEvent.init) { print(event.kind) }
/// }
/// ```
public struct ControlEvent: Sendable {
  /// What it tells of.
  public enum Kind: Sendable {
    /// The mode changed: by a rule, or by a person, who may have said why.
    case transition(ModeTransition, by: String?, reason: String?)
    /// A change waits for a person.
    case proposal(ModeTransition, id: String, expiresAt: Timestamp?)
    /// A person answered a proposal.
    case answer(id: String, isApproved: Bool, by: String?, note: String?)
    /// An edge was taken too often.
    case calibration(from: String, to: String, advice: [String])
    /// An effect of a rule begins.
    case effectStarted(id: String, rule: String, effect: String)
    /// An effect of a rule is over, or never began.
    case effect(id: String, rule: String, effect: String, outcome: String, error: String?)
  }

  /// What it tells of.
  public let kind: Kind
  /// Whose mode it is about; nil: nobody's in particular.
  public let scope: String?
  /// Where it stands in the log.
  public let position: Position
  /// When; nil where nobody knows.
  public let time: Timestamp?
  /// The whole event.
  public let recorded: RecordedEvent

  /// Lets through all events of this kind that tlm itself wrote.
  public static let filter: Filter = {
    var filter = Filter()
    filter.names = ControlEventName.allCases.map(\.rawValue)
    filter.isOwn = true
    return filter
  }()

  /// Nil for an event that is not of control, or lacks what it should say.
  public init?(_ recorded: RecordedEvent) {
    guard let name = recorded.event.name, let record = ControlEventName(rawValue: name),
      let kind = Kind(record, recorded.event)
    else { return nil }
    self.kind = kind
    self.recorded = recorded
    scope = recorded.event.string("scope")
    position = recorded.position
    time = recorded.time
  }
}

extension ControlEvent.Kind {
  init?(_ record: ControlEventName, _ event: borrowing Event) {
    // Who has no name is nobody to be named.
    let by = event.string("by").flatMap { $0.isEmpty ? nil : $0 }
    switch record {
    case .transition:
      let said = ModeTransitionEvent(event)
      guard let transition = said.wanted else { return nil }
      let approver = said.approvedBy.flatMap { $0.isEmpty ? nil : $0 }
      self = .transition(transition, by: approver ?? by, reason: said.reason.own)
    case .proposed:
      let said = ModeTransitionEvent(event)
      guard let transition = said.wanted, let id = said.proposal else { return nil }
      self = .proposal(transition, id: id, expiresAt: said.expiresAt)
    case .approved, .rejected:
      guard let id = event.string("proposal_id") else { return nil }
      self = .answer(
        id: id, isApproved: record == .approved, by: by, note: event.string("note"))
    case .calibration:
      guard let from = event.string("from"), let to = event.string("to") else { return nil }
      self = .calibration(from: from, to: to, advice: Self.texts("advice", of: event))
    case .effectStarted, .effect:
      guard let id = event.string("id") else { return nil }
      let (rule, effect) = (event.string("rule") ?? "", event.string("effect") ?? "")
      self =
        record == .effectStarted
        ? .effectStarted(id: id, rule: rule, effect: effect)
        : .effect(
          id: id, rule: rule, effect: effect, outcome: event.string("outcome") ?? "",
          error: event.string("error"))
    }
  }

  private static func texts(_ name: String, of event: borrowing Event) -> [String] {
    guard case .array(let values)? = event.value(named: name) else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
