import Events
import Views

/// How events name an effect, and the events that say what came of it.
struct EffectRecord: Sendable, Hashable {
  let id: String
  let transition: Position
  let rule: String
  /// What it is, in words.
  let effect: String

  /// That somebody begins it now.
  func started(
    by runner: EffectRunner, within timeout: Nanoseconds, scope: String?, at time: Timestamp?
  ) -> NewEvent {
    var fields = self.fields(scope)
    fields.append(Member("runner", .string(runner.text)))
    if timeout > .zero { fields.append(Member("timeout_s", .double(timeout.seconds))) }
    return NewEvent(ControlEventName.effectStarted.rawValue, at: time, fields: fields)
  }

  /// How it ended.
  func ended(_ ending: EffectEnding, scope: String?, at time: Timestamp?) -> NewEvent {
    var fields = self.fields(scope)
    fields.append(Member("outcome", .string(ending.outcome.rawValue)))
    if let duration = ending.duration {
      fields.append(Member("duration_s", .double(duration.seconds)))
    }
    if let code = ending.exitCode { fields.append(Member("exit_code", .integer(Int64(code)))) }
    if let error = ending.error { fields.append(Member("error", .string(error))) }
    return NewEvent(ControlEventName.effect.rawValue, at: time, fields: fields)
  }

  private func fields(_ scope: String?) -> [Member] {
    (scope.map { [Member("scope", .string($0))] } ?? []) + [
      Member("id", .string(id)), Member("transition", .integer(transition.rawValue)),
      Member("rule", .string(rule)), Member("effect", .string(effect)),
    ]
  }

  /// That nobody has begun it, and nobody refused it.
  var isNew: AppendCondition { none(of: [.effectStarted, .effect]) }

  /// That nobody has said how it ended.
  var isOpen: AppendCondition { none(of: [.effect]) }

  /// Nothing that names a transition stands before it.
  private func none(of kinds: [ControlEventName]) -> AppendCondition {
    var filter = Filter()
    filter.names = kinds.map(\.rawValue)
    filter.isOwn = true
    filter.fields = [FieldCondition("id", .equal, .string(id))]
    return .none(matching: filter, from: transition)
  }

  func report(_ ending: EffectEnding? = nil, notice: String? = nil) -> ControlLoop.EffectReport {
    ControlLoop.EffectReport(
      id: id, transition: transition, rule: rule, effect: effect, notice: notice,
      outcome: ending?.outcome, error: ending?.error)
  }
}
