import Events
import SystemCalls

/// How an effect begins: what is written, and what runs then.
struct EffectBeginning: Sendable {
  /// Appended at once, where the effect is new.
  let events: [NewEvent]
  /// How it has ended with that; nil where something runs.
  let ending: EffectEnding?
  let program: EffectProgram?
  /// To be told to a person.
  let notice: String?

  /// Where and by whom effects are done.
  struct Setting: Sendable {
    let reach: ControlLoop.EffectReach
    let scope: String?
    let runner: EffectRunner
    /// The store's folder.
    let store: String
  }

  /// The next effect of a transition, beginning at a time.
  init(_ due: PendingEffects, in setting: Setting, at time: Timestamp?) {
    let (effect, record) = (due.current, due.record)
    var notice: String?
    if case .notify(let text) = effect { notice = PlainText.line(text) }
    let isRefused = effect.reachesOutside && setting.reach == .store
    var program: EffectProgram?
    if setting.reach == .everything && effect.fault == nil {
      program = effect.program(for: due, store: setting.store)
    }
    var ending: EffectEnding?
    if isRefused {
      ending = .refused(effect.refusal)
    } else if let fault = effect.fault {
      ending = EffectEnding(outcome: .failed, duration: .zero, error: fault)
    } else if program == nil {
      ending = .done
    }
    // In this order: of a batch that the death of the machine cut short its beginning is left, and
    // what has begun is not begun again.
    var events: [NewEvent] = []
    if !isRefused {
      events.append(
        record.started(
          by: setting.runner, within: effect.timeout, scope: setting.scope, at: time))
    }
    if case .emit(let name, let fields) = effect {
      let members = fields.map { Member($0.name, $0.value.asGiven) }
      events.append(NewEvent(name, at: time, fields: members))
    }
    if let ending { events.append(record.ended(ending, scope: setting.scope, at: time)) }
    (self.events, self.ending, self.program, self.notice) = (events, ending, program, notice)
  }
}

extension Policy.Effect {
  /// Why it is not run within the reach of a store.
  fileprivate var refusal: String {
    "\(words) was not run, because rules that were found in a store's folder may only emit events"
      + " and tell; name the rules file with --rules, or put it into your own configuration"
  }
}

extension SensorValue {
  /// As the rules file gives it: a whole number has no fraction.
  fileprivate var asGiven: Value {
    guard case .number(let number) = self, let whole = Int64(exactly: number),
      whole.magnitude < 1 << 53
    else { return json }
    return .integer(whole)
  }
}
