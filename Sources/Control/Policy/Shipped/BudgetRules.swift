extension Policy {
  /// The policy for a day's budget for agents: `budgetRules`, read like any other file.
  package static let budget = Policy(shipped: budgetRules, file: "budget.yaml")

  /// The rule file for a day's budget for agents; `Examples/rules/budget.yaml` is the same text.
  package static let budgetRules = """
    # A day's budget for agents: 20 US dollars. At 80 % of it people are told, at 100 % agents only read until a
    # person approves more, or the next day begins, at midnight UTC. `tlm control init --profile budget` writes
    # this; change the three numbers to yours. What agents may call is held by `tlm gate install claude-code`.
    modes:
      NORMAL:
        description: "Within the budget"
        allowed_tool_categories: []
        require_approval_for: []

      ALERT:
        description: "Most of the day's budget is spent"
        allowed_tool_categories: []
        require_approval_for: []

      EXTENDED:
        description: "Over the budget, and a person agreed"
        allowed_tool_categories: []
        require_approval_for: []

      READ_ONLY:
        description: "The budget is spent: agents read, and change nothing"
        allowed_tool_categories: [read_only]
        require_approval_for: []

    edges:
      - NORMAL_to_ALERT
      - NORMAL_to_READ_ONLY
      - ALERT_to_NORMAL
      - ALERT_to_READ_ONLY
      - {edge: READ_ONLY_to_EXTENDED, human_only: true}
      - READ_ONLY_to_NORMAL
      - EXTENDED_to_READ_ONLY
      - EXTENDED_to_NORMAL

    # Of the rules of one mode the first that holds is taken, so the worst case stands first.
    transition_rules:
      NORMAL_to_READ_ONLY:
        conditions:
          - {metric: agent_cost_today, operator: ">=", value: 20}
        effects:
          - notify: "the budget of the day is spent; agents only read until tlm mode approve"

      NORMAL_to_ALERT:
        conditions:
          - {metric: agent_cost_today, operator: ">=", value: 16}
        effects:
          - notify: "80 % of the budget of the day is spent"

      ALERT_to_READ_ONLY:
        conditions:
          - {metric: agent_cost_today, operator: ">=", value: 20}
        effects:
          - notify: "the budget of the day is spent; agents only read until tlm mode approve"

      ALERT_to_NORMAL:
        conditions:
          - {metric: agent_cost_today, operator: "<", value: 16}

      READ_ONLY_to_NORMAL:
        conditions:
          - {metric: agent_cost_today, operator: "<", value: 16}

      READ_ONLY_to_EXTENDED:
        conditions:
          - {metric: agent_cost_today, operator: ">=", value: 20}
        requires_human_approval: true
        proposal_expires_seconds: 86400

      EXTENDED_to_READ_ONLY:
        conditions:
          - {metric: agent_cost_today, operator: ">=", value: 30}

      EXTENDED_to_NORMAL:
        conditions:
          - {metric: agent_cost_today, operator: "<", value: 16}

    """
}
