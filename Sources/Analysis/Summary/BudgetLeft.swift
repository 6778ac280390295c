package import TLM

/// What is left of a day's budget, where rules know one.
package struct BudgetLeft: Sendable, Equatable {
  /// US dollars that a day may cost before a rule holds agents back.
  package let limit: Double
  /// What today has cost.
  package let spent: Double

  /// What is left; less than nothing where the budget is spent.
  package var left: Double { limit - spent }
}

extension Policy {
  /// The least cost of a day at which a rule leads to a mode that holds agents back; nil where no rule does.
  fileprivate var budget: Double? {
    let limits = rules.flatMap { rule in
      let holdsBack = mode(rule.to)?.constraints.holdsBack ?? false
      return holdsBack ? rule.conditions.compactMap(\.budget) : []
    }
    return limits.min()
  }
}

extension Policy.Condition {
  fileprivate var budget: Double? {
    guard question.sensor == "agent_cost_today", question.window_s == nil,
      [.atLeast, .greater].contains(comparison.operator),
      case .number(let limit) = comparison.threshold
    else { return nil }
    return limit
  }
}

extension Policy.Mode.Constraints {
  /// Whether agents may not do all without being asked.
  package var holdsBack: Bool { !allowed_tool_categories.isEmpty || !require_approval_for.isEmpty }
}

extension Store {
  /// What is left of the day's budget by the rules of this store; nil where they know none.
  ///
  /// - Throws: as `SensorReader`; `ConfigurationError` where rules are wrong.
  package func budgetLeft(at time: Timestamp) throws -> BudgetLeft? {
    try budgetLeft(under: rules().policy, at: time)
  }

  /// What is left of the day's budget under rules; nil where they know none.
  ///
  /// - Throws: as `SensorReader`.
  func budgetLeft(under policy: Policy, at time: Timestamp) throws -> BudgetLeft? {
    guard let limit = policy.budget else { return nil }
    let reader = try SensorReader(of: self)
    let said = try reader.snapshot(of: ["agent_cost_today"], at: time).entries.first?.reading
    guard case .number(let spent)? = said?.value else { return BudgetLeft(limit: limit, spent: 0) }
    return BudgetLeft(limit: limit, spent: spent)
  }
}
