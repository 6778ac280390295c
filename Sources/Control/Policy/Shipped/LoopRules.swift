extension Policy {
  /// The policy for agents that go round in circles: `loopRules`, read like any other file.
  package static let loop = Policy(shipped: loopRules, file: "loop.yaml")

  /// The rule file for agents that go round in circles; `Examples/rules/loop.yaml` is the same text.
  package static let loopRules = """
    # For agents that go round in circles: the same call five times in two minutes, or half an hour of nothing but
    # failures, and a person is asked about each call that changes something. `tlm control init --profile loop`
    # writes this. What agents may call is held by `tlm gate install claude-code`.
    modes:
      NORMAL:
        description: "Agents get on"
        allowed_tool_categories: []
        require_approval_for: []

      ASK:
        description: "Agents seem stuck: a person is asked"
        allowed_tool_categories: []
        require_approval_for: [all_actions]

    edges:
      - NORMAL_to_ASK
      - ASK_to_NORMAL

    transition_rules:
      NORMAL_to_ASK:
        conditions:
          - {metric: agent_calls_repeated, operator: ">=", value: 5, window_seconds: 120, aggregate: max}
          - {metric: agent_calls_failed, operator: ">=", value: 0.9, duration_seconds: 1800}
        logic: any
        effects:
          - notify: "an agent seems to be stuck; it is asked about its calls now"

      ASK_to_NORMAL:
        conditions:
          - {metric: agent_calls_repeated, operator: "<", value: 3, window_seconds: 300, aggregate: max}
        logic: all
        cooldown_seconds: 300

    """
}
