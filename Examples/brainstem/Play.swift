import Synchronization
import TLM

/// The day passing in a store: what happens is appended, the loop decides, Ada answers.
struct Play {
  let store: Store

  func run() throws {
    let clock = Hands(Day.begin)
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    // Of `run()` only the waiting is left out: each turn is taken when the script says so.
    var turns = ControlLoop(log: store.log, policy: .server, options: options).turns()
    _ = try turns.take()
    for second in stride(from: 0, through: Day.length_s, by: Day.step_s) {
      let now = Day.time(second)
      clock.time = now
      try store.log.append(Day.events(until: second))
      let status = try turns.take()
      if try answer(status.proposals, at: now) || endLockdown(status.mode, at: now) {
        _ = try turns.take()
      }
    }
  }

  /// Ada says yes to what has waited long enough.
  private func answer(_ proposals: [Policy.Proposal], at now: Timestamp) throws -> Bool {
    for proposal in proposals where proposal.approvedBy == nil {
      guard let age = now.since(proposal.transition.decidedAt), age.seconds >= Day.timeout
      else { continue }
      try store.answerProposal(
        proposal.id, isApproved: true, by: Day.person, note: "looks calm to me", at: now)
      return true
    }
    return false
  }

  private func endLockdown(_ mode: Policy.ModeInForce, at now: Timestamp) throws -> Bool {
    guard mode.name == "LOCKDOWN", now >= Day.time(Day.recovery_s) else { return false }
    try store.setMode(
      "RECOVERY", from: store.mode(), reason: "the prompt that did it is gone", by: Day.person,
      at: now)
    return true
  }
}

extension Day {
  fileprivate static var timeout: Double { Double(timeout_s) }
}

/// A clock that the script sets.
private final class Hands: Sendable {
  private let shown: Mutex<Timestamp>

  init(_ time: Timestamp) { shown = Mutex(time) }

  var time: Timestamp {
    get { shown.withLock { $0 } }
    set { shown.withLock { $0 = newValue } }
  }
}
