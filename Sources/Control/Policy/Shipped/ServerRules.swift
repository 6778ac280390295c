extension Policy {
  /// The policy for servers: `serverRules`, read like any other file.
  public static let server = Policy(shipped: serverRules, file: "server.yaml")

  /// The rule file for servers; `Examples/rules/server.yaml` is the same text.
  public static let serverRules =
    """
    # The policy that tlm ships for servers: high load is taken for trouble. `tlm control init --profile
    # server` writes it. What each key means: "Rule files" in the documentation.


    """ + shippedModes + """
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
