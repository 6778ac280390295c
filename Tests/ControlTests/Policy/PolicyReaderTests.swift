@testable import Control
import Configuration
import Events
import Testing

@Suite struct PolicyReaderTests {
  @Test func `the rule file of the first system is read as it is`() throws {
    for path in ["Tests/Data/modes.yaml", "Examples/data/modes.yaml"] {
      let policy = try Policy(yaml: PackageFile.bytes(path), file: "modes.yaml")

      #expect(policy.modes.map(\.name) == ["NORMAL", "ALERT", "DEGRADED", "LOCKDOWN", "RECOVERY"])
      #expect(policy.modes.map(\.constraints.max_concurrent_tasks) == [5, 3, 1, 0, 2])
      #expect(
        policy.modes[1].constraints.require_approval_for == ["high_risk_tools", "config_changes"])
      #expect(policy.modes[0].thresholds.map(\.name).first == "cpu_load_percent")
      #expect(policy.modes[0].thresholds.map(\.value) == [85, 80, 0.15, 3])
      #expect(policy.rules.map(\.name) == ["NORMAL_to_ALERT", "ALERT_to_NORMAL"])
      #expect(policy.rules.map(\.logic) == [.any, .all])
      #expect(policy.rules.map(\.requiresHumanApproval) == [false, true])
      #expect(policy.rules[0].conditions[0].sustained == Nanoseconds(seconds: 30))
      #expect(policy.rules[0].conditions[0].staleAfter == Nanoseconds(seconds: 15))
      #expect(policy.rules[0].conditions[1].question.window_s == 60)
      // An alias is the sensor that it stands for.
      #expect(policy.rules[1].conditions[1].question.sensor == "safety_output_policy_violations")
      #expect(policy.edges.count == 11)
    }
  }

  @Test func `modes without a way out are remarked with their lines`() throws {
    let policy = try Policy(yaml: PackageFile.bytes("Tests/Data/modes.yaml"), file: "modes.yaml")

    #expect(
      policy.warnings.map(\.description) == [
        "modes.yaml:29:3: no rule leads out of DEGRADED, so only a person can end it: add one, like"
          + " DEGRADED_to_LOCKDOWN, DEGRADED_to_RECOVERY",
        "modes.yaml:48:3: no rule leads out of RECOVERY, so only a person can end it: add one, like"
          + " RECOVERY_to_NORMAL, RECOVERY_to_ALERT",
      ])
  }

  @Test func `the rule file of the reference is read as it is`() throws {
    let policy = try Policy(
      yaml: """
        modes:
          NORMAL:
            description: "Default healthy operation"
            max_concurrent_tasks: 5
            background_monitoring_enabled: true
            allowed_tool_categories: []
            require_approval_for: []
            thresholds: {cpu_load_percent: 85.0, memory_used_percent: 80.0, tool_error_rate: 0.15, policy_violations_per_10min: 3}
          ALERT:
        transition_rules:
          NORMAL_to_ALERT:
            conditions:
              - {metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30}
              - {metric: safety_tool_high_risk_calls, operator: ">", value: 5, window_seconds: 60}
            logic: any
          ALERT_to_NORMAL:
            conditions:
              - {metric: perf_system_cpu_load, operator: "<", value: 70, duration_seconds: 120}
              - {metric: safety_policy_violations, operator: "==", value: 0, window_seconds: 300}
            logic: all
            requires_human_approval: true
        """, file: "rules.yaml")

    #expect(policy.warnings == [])
    #expect(policy.rules.count == 2)
  }

  @Test(arguments: [(Policy.Profile.workstation, "standard"), (.server, "server")])
  func `what ships is what the example shows, and has no trap`(
    profile: Policy.Profile, example: String
  ) throws {
    #expect(
      try Array(profile.rules.utf8) == PackageFile.bytes("Examples/rules/\(example).yaml"))
    #expect(profile.policy.warnings == [])
    #expect(profile.policy.modes.map(\.name).first == "NORMAL")
    #expect(profile.policy.rules.count == 7)
    #expect(Set(profile.policy.edges) == Set(Policy.Edge.defaults))
  }

  @Test func `tlm's additions are read`() throws {
    let policy = try Policy(
      yaml: """
        modes: {NORMAL: {min_dwell_seconds: 1.5, tool_calls_per_minute: 30}, ALERT: }
        edges: [NORMAL_to_ALERT, {edge: ALERT_to_NORMAL, human_only: true}]
        oscillation: {transitions: 5, window_seconds: 60}
        transition_rules:
          NORMAL_to_ALERT:
            - description: twice
              conditions:
                - {metric: perf_system_cpu_load, operator: ">", value: 85, clear: {operator: "<", value: 70}}
                - {metric: perf_system_mem_used, operator: "<=", value: 10, clear: 20}
                - {metric: perf_system_cpu_load, operator: ">", value: 1, window_seconds: 60, aggregate: max}
                - {metric: perf_model_call_latency, operator: ">", value: 1, window_seconds: 60, quantile: 0.95}
              cooldown_seconds: 30
              effects:
                - {emit: throttled, fields: {limit: 3, on: true, who: me}}
                - {exec: [/bin/page, "--now"], timeout_seconds: 3}
                - webhook: https://example.org/hook
                - notify: look
        """, file: "rules.yaml")

    #expect(policy.modes[0].minimumDwell == Nanoseconds(seconds: 1.5))
    #expect(
      policy.oscillation
        == Policy.OscillationGuard(transitions: 5, window: Nanoseconds(seconds: 60)!))
    #expect(policy.edges.map(\.isHumanOnly) == [false, true])
    let rule = policy.rules[0]
    #expect(rule.cooldown == Nanoseconds(seconds: 30))
    #expect(rule.conditions[0].clear == Comparison(.less, .number(70)))
    #expect(rule.conditions[1].clear == Comparison(.greater, .number(20)))
    #expect(rule.conditions[2].question.aggregate == .max)
    #expect(rule.conditions[3].question.quantile == 0.95)
    #expect(
      rule.effects == [
        .emit(
          event: "throttled",
          fields: [
            .init(name: "limit", value: .number(3)), .init(name: "on", value: .word("true")),
            .init(name: "who", value: .word("me")),
          ]),
        .exec(["/bin/page", "--now"], timeout: Nanoseconds(seconds: 3)!),
        .webhook("https://example.org/hook", timeout: Nanoseconds(seconds: 10)!),
        .notify("look"),
      ])
    #expect(rule.effects.map(\.reachesOutside) == [false, true, true, false])
  }
}
