extension Policy {
  /// The policy that ships: `standardRules`, read like any other file.
  public static let standard: Policy = {
    do { return try Policy(yaml: standardRules, file: "standard.yaml") } catch {
      preconditionFailure("the rules that ship are read by a test: \(error)")
    }
  }()

  /// The rule file that ships; `Examples/rules/standard.yaml` is the same text.
  public static let standardRules = """
    # The policy that tlm ships. Copy it, change what you like, and give it to `tlm watch --rules`.
    # What each key means: "Rule files" in the documentation.

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

    # Of the rules of one mode the first that holds is taken, so the worst case stands first.
    transition_rules:
      NORMAL_to_DEGRADED:
        conditions:
          - {metric: res_disk_usage_percent, operator: ">", value: 95}
          - {metric: perf_system_mem_used, operator: ">", value: 95, duration_seconds: 30}
        logic: any

      NORMAL_to_ALERT:
        conditions:
          - {metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30}
          - {metric: safety_tool_high_risk_calls, operator: ">", value: 5, window_seconds: 60}
          - {metric: perf_model_error_rate, operator: ">", value: 0.20, window_seconds: 300}
          - {metric: safety_policy_violations, operator: ">=", value: 3, window_seconds: 600}
        logic: any

      ALERT_to_LOCKDOWN:
        conditions:
          - {metric: safety_anomaly_events, operator: ">", value: 0, window_seconds: 60}
          - {metric: safety_tool_blocked_calls, operator: ">", value: 5, window_seconds: 60}
        logic: all

      ALERT_to_DEGRADED:
        conditions:
          - {metric: perf_system_cpu_load, operator: ">", value: 95, duration_seconds: 60}
          - {metric: perf_system_mem_used, operator: ">", value: 95, duration_seconds: 60}
        logic: any

      ALERT_to_NORMAL:
        conditions:
          - {metric: perf_system_cpu_load, operator: "<", value: 70, duration_seconds: 120}
          - {metric: safety_policy_violations, operator: "==", value: 0, window_seconds: 300}
        logic: all
        requires_human_approval: true

      DEGRADED_to_RECOVERY:
        conditions:
          - {metric: perf_system_cpu_load, operator: "<", value: 70, duration_seconds: 120}
          - {metric: perf_system_mem_used, operator: "<", value: 80, duration_seconds: 120}
        logic: all

      RECOVERY_to_NORMAL:
        conditions:
          - {metric: control_rules_true, operator: "==", value: 0, duration_seconds: 600}
        logic: all
        requires_human_approval: true

    """
}
