extension Policy {
  /// The modes and edges of every profile that ships.
  static let shippedModes = """
    # From healthy to worst: a rule that leads downwards makes things worse.
    modes:
      NORMAL:
        description: "Full capability"
        max_concurrent_tasks: 5
        background_monitoring_enabled: true
        allowed_tool_categories: []
        require_approval_for: []
        tool_calls_per_minute: 30
        model_calls_per_minute: 60
        outbound_calls_per_hour: 100

      RECOVERY:
        description: "Self-checks, gradual return"
        max_concurrent_tasks: 2
        background_monitoring_enabled: true
        allowed_tool_categories: [read_only, self_check, health_check]
        require_approval_for: [high_risk_tools, any_write_operation]
        tool_calls_per_minute: 10
        model_calls_per_minute: 20
        outbound_calls_per_hour: 5

      ALERT:
        description: "Elevated scrutiny"
        max_concurrent_tasks: 3
        background_monitoring_enabled: true
        allowed_tool_categories: []
        require_approval_for: [high_risk_tools, config_changes]
        tool_calls_per_minute: 15
        model_calls_per_minute: 30
        outbound_calls_per_hour: 20

      DEGRADED:
        description: "Limited work"
        max_concurrent_tasks: 1
        background_monitoring_enabled: false
        allowed_tool_categories: [read_only, essential_health_check]
        require_approval_for: [all_actions]
        tool_calls_per_minute: 5
        model_calls_per_minute: 10
        outbound_calls_per_hour: 0

      LOCKDOWN:
        description: "Halt actions, read-only"
        max_concurrent_tasks: 0
        background_monitoring_enabled: false
        allowed_tool_categories: [read_only]
        require_approval_for: [everything]
        tool_calls_per_minute: 0
        model_calls_per_minute: 0
        outbound_calls_per_hour: 0

    # Out of LOCKDOWN only a person leads: tlm mode set RECOVERY.
    edges:
      - NORMAL_to_ALERT
      - NORMAL_to_DEGRADED
      - NORMAL_to_LOCKDOWN
      - ALERT_to_NORMAL
      - ALERT_to_DEGRADED
      - ALERT_to_LOCKDOWN
      - DEGRADED_to_LOCKDOWN
      - DEGRADED_to_RECOVERY
      - {edge: LOCKDOWN_to_RECOVERY, human_only: true}
      - RECOVERY_to_NORMAL
      - RECOVERY_to_ALERT


    """
}
