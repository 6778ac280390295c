extension Policy {
  /// The policy that ships: `standardRules`, read like any other file.
  public static let standard = Policy(shipped: standardRules, file: "standard.yaml")

  /// The rule file that ships; `Examples/rules/standard.yaml` is the same text.
  public static let standardRules =
    """
    # The policy that tlm ships, for machines that people work on. Copy it (`tlm control init`), change
    # what you like, and give it to `tlm watch --rules`; `--profile server` is the one for servers.
    # What each key means: "Rule files" in the documentation.


    """ + shippedModes + """
      # Of the rules of one mode the first that holds is taken, so the worst case stands first. A person's
      # machine is busy when it compiles and full when a browser runs, so neither is trouble by itself:
      # memory is short when programs wait for it (/proc/pressure, where there is one), and load is too
      # high when each core has several others in line for a long time.
      transition_rules:
        NORMAL_to_DEGRADED:
          conditions:
            - {metric: res_disk_usage_percent, operator: ">", value: 98}
            - {metric: perf_system_mem_pressure, operator: ">", value: 20, duration_seconds: 300}
            - {metric: perf_system_mem_used, operator: ">", value: 98, duration_seconds: 900}
          logic: any

        NORMAL_to_ALERT:
          conditions:
            - {metric: perf_system_mem_pressure, operator: ">", value: 10, duration_seconds: 120}
            - {metric: perf_system_mem_used, operator: ">", value: 96, duration_seconds: 600}
            - {metric: perf_system_load_per_core_5m, operator: ">", value: 4, duration_seconds: 600}
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
            - {metric: res_disk_usage_percent, operator: ">", value: 98}
            - {metric: perf_system_mem_pressure, operator: ">", value: 20, duration_seconds: 300}
            - {metric: perf_system_mem_used, operator: ">", value: 98, duration_seconds: 900}
            - {metric: perf_system_load_per_core_5m, operator: ">", value: 8, duration_seconds: 900}
          logic: any

        # Only samples of the time say that all is well: nobody is asked about a time without any.
        ALERT_to_NORMAL:
          conditions:
            - {metric: perf_system_load_per_core_5m, operator: "<", value: 2, duration_seconds: 300}
            - {metric: perf_system_mem_used, operator: "<", value: 90, duration_seconds: 300}
            - {metric: safety_policy_violations, operator: "==", value: 0, window_seconds: 300}
          logic: all
          requires_human_approval: true

        DEGRADED_to_RECOVERY:
          conditions:
            - {metric: perf_system_load_per_core_5m, operator: "<", value: 2, duration_seconds: 300}
            - {metric: perf_system_mem_used, operator: "<", value: 90, duration_seconds: 300}
            - {metric: res_disk_usage_percent, operator: "<", value: 95}
          logic: all

        RECOVERY_to_NORMAL:
          conditions:
            - {metric: control_rules_true, operator: "==", value: 0, duration_seconds: 600}
            - {metric: perf_system_load_per_core_5m, operator: "<", value: 2, duration_seconds: 600}
          logic: all
          requires_human_approval: true

      """
}
