import Emitting
import Emitting
import Events
import Hooks
import Journal
import SystemCalls

/// `tlm gate claude-code` and `tlm-gate`: whether a coding agent may make a call, by the mode in force.
///
/// It reads the board and nothing else, prints what the host is to do, or nothing where the call is
/// allowed, and ends with 0. It never says that a call is allowed: the host would then not ask.
package enum GateCommand: Sendable {
  /// Reads standard input, answers, and appends what was refused.
  ///
  /// - Parameter arguments: `--store PATH`, `--fail-closed`; what is not understood is passed over.
  package static func run(_ arguments: [String]) {
    let input = HookInput()
    let stores = GateStores(option: HookArguments.store(in: arguments))
    let judgement = GateJudgement(stores, isClosed: arguments.contains("--fail-closed"))
    let call = input.document.flatMap(GateCall.init)
    let decision = call.map(judgement.decision) ?? judgement.decisionOnNothing
    guard let answer = decision.answer else { return }
    // The host hears of it first, and whatever becomes of the log.
    try? StandardStream.output.write(Array((JSONWriter.text(of: answer) + "\n").utf8))
    if decision.isRefusal {
      HookCommand.append(event(of: decision, on: call), to: stores.nearest)
    }
  }

  /// The event of a refusal.
  package static let eventName = "agent_call_gated"

  static func event(of decision: GateDecision, on call: GateCall?) -> NewEvent {
    var fields: [Member] = []
    func add(_ name: String, _ text: String?) {
      if let text {
        fields.append(Member(name, .string(Excerpt.beginning(of: text, bytes: 512))))
      }
    }
    add("tool", HookEvent.host)
    add("session_id", call?.session)
    add("agent_id", call?.agent)
    add("tool_name", call?.tool)
    add("tool_use_id", call?.id)
    add("category", decision.category)
    add("mode", decision.mode)
    add("cause", decision.cause?.rawValue)
    add("reason", decision.reason)
    var event = NewEvent(eventName, fields: fields)
    event.time = .current
    return event
  }
}
