import Analysis
import TLM

/// What rules about budgets and loops would have done, in one sentence: `11 days over 20 USD; gated 3 times,
/// first at 14:02`.
struct BudgetSentence {
  private let result: Backtest.Result
  private let policy: Policy

  init(of result: Backtest.Result, under policy: Policy) {
    (self.result, self.policy) = (result, policy)
  }

  /// Nil where the rules ask nothing about agents.
  func text(at clock: (Timestamp) -> String) -> String? {
    guard policy.questions.contains(where: { $0.sensor.hasPrefix("agent_") }) else { return nil }
    let gated = result.transitions.filter { policy.mode($0.to)?.constraints.holdsBack ?? false }
    let budgets = overBudget.map { value, days in
      "\(Numbers.count(days.count, "day")) over \(value) USD"
    }
    let times = gated.count == 1 ? "once" : "\(gated.count) times"
    let first = gated.first.map { "; gated \(times), first at \(clock($0.decidedAt))" }
    return (budgets.isEmpty ? "no day over a budget" : budgets.joined(separator: ", "))
      + (first ?? "; never gated")
  }

  /// The days on which a mode that holds back was entered for a day's cost, by that cost.
  private var overBudget: [(value: String, days: Set<Int64>)] {
    var days: [Double: Set<Int64>] = [:]
    for transition in result.transitions
    where policy.mode(transition.to)?.constraints.holdsBack ?? false {
      for reason in transition.reasons where reason.question.sensor == "agent_cost_today" {
        guard case .number(let value) = reason.comparison.threshold else { continue }
        days[value, default: []].insert(
          transition.decidedAt.wholeSecond.flooredDivision(by: 86_400))
      }
    }
    return days.sorted { $0.key < $1.key }.map { value, days in
      (Int64(exactly: value).map(String.init) ?? "\(value)", days)
    }
  }
}
