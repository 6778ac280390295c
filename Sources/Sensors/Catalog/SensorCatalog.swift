import Events

/// The one catalogue: the sensors that ship, and their other names. A new one is an entry of it.
public enum SensorCatalog: Sendable {
  /// The sensors that ship, in the order in which they are shown.
  public static let shipped: [SensorDefinition] = [
    .snapshot("perf_system_cpu_load", "%", "cpu_load_percent", "cpu_load"),
    .snapshot("perf_system_mem_used", "%", "mem_used_percent", "memory_used"),
    .snapshot("perf_system_gpu_load", "%", "gpu_load_percent", "gpu_load"),
    .snapshot("perf_system_load_avg_1m", "–", "load_avg_1m"),
    .snapshot("perf_system_load_avg_5m", "–", "load_avg_5m"),
    .snapshot("perf_system_load_avg_15m", "–", "load_avg_15m"),
    .snapshot("perf_system_load_per_core_1m", "–", "load_per_core_1m"),
    .snapshot("perf_system_load_per_core_5m", "–", "load_per_core_5m"),
    .snapshot("perf_system_cpu_pressure", "%", "cpu_pressure_percent"),
    .snapshot("perf_system_mem_pressure", "%", "mem_pressure_percent"),
    .snapshot("perf_system_io_pressure", "%", "io_pressure_percent"),
    .derived("perf_orch_active_tasks", .gauge, "tasks", .tasks),
    .gauge("perf_orch_pending_tasks", "tasks", "orchestrator_snapshot", "pending_tasks"),
    .histogram("perf_orch_task_latency", "ms", "task_completed", "latency_ms", "duration_s"),
    .histogram("perf_model_call_latency", "ms", "model_call_completed", "latency_ms"),
    .share(
      "perf_model_error_rate",
      [
        SensorDefinition.Signal("model_call_error"),
        SensorDefinition.Signal(
          "model_call_completed", where: SensorDefinition.Condition("success", false)),
      ], over: SensorDefinition.Signal("model_call_completed", "model_call_error")),
    .histogram("perf_tool_call_latency", "ms", "tool_call_completed", "latency_ms"),
    .share(
      "perf_tool_error_rate",
      [
        SensorDefinition.Signal("tool_call_failed"),
        SensorDefinition.Signal(
          "tool_call_completed", where: SensorDefinition.Condition("success", false)),
      ], over: SensorDefinition.Signal("tool_call_completed", "tool_call_failed")),
    .counter("safety_tool_calls_total", "calls", "tool_call_completed", "tool_call_failed"),
    .counter(
      "safety_tool_high_risk_calls", "calls", "tool_call_completed", "tool_call_failed",
      where: SensorDefinition.Condition("risk_level", "high", "critical")),
    .counter("safety_tool_blocked_calls", "calls", "tool_call_blocked"),
    .counter(
      "safety_tool_manual_approvals", "calls", "tool_call_approved",
      where: SensorDefinition.Condition("by", "human")),
    .counter("safety_output_policy_violations", "–", "policy_violation"),
    .counter("safety_output_redactions", "–", "output_redacted"),
    .histogram("safety_output_confidence", "0–1", "output_scored", "confidence"),
    .counter("safety_anomaly_events", "–", "anomaly_detected"),
    .derived("safety_mode_state", .state, "mode", .mode),
    .derived(rulesTrue, .gauge, "rules", .rules),
    .derived("control_gate", .gauge, "bits", .gate),
    .gauge("kb_docs_total", "docs", "kb_snapshot", "docs_total"),
    .counter(
      "kb_docs_hot_access", "–", "kb_doc_accessed",
      where: SensorDefinition.Condition("temperature", "hot")),
    .counter(
      "kb_docs_cold_access", "–", "kb_doc_accessed",
      where: SensorDefinition.Condition("temperature", "cold")),
    .histogram("kb_retrieval_relevance_score", "0–1", "kb_retrieval", "relevance"),
    .counter(
      "kb_user_feedback_positive", "–", "user_feedback",
      where: SensorDefinition.Condition("rating", "positive")),
    .counter(
      "kb_user_feedback_negative", "–", "user_feedback",
      where: SensorDefinition.Condition("rating", "negative")),
    .gauge("kb_docs_avg_age_days", "days", from: .derived, "kb_snapshot", "avg_age_days"),
    .gauge("kb_docs_stale_fraction", "%", from: .derived, "kb_snapshot", "stale_fraction"),
    .snapshot("res_disk_usage_percent", "%", "disk_used_percent", "disk_usage"),
    .snapshot("res_logs_size_bytes", "bytes", "logs_size_bytes"),
    .gauge("res_kb_storage_bytes", "bytes", "kb_snapshot", "storage_bytes"),
    .snapshot("res_model_cache_bytes", "bytes", "model_cache_bytes"),
    .counter("learn_hypotheses_logged", "–", "hypothesis_logged"),
    .counter("learn_config_change_proposals", "–", "config_change_proposed"),
    .counter("learn_config_changes_accepted", "–", "config_change_accepted"),
    .counter("learn_eval_runs_total", "–", "eval_completed"),
    .histogram("learn_eval_score_distribution", "score", "eval_completed", "score"),
    .counter("learn_user_adjusted_scores", "–", "eval_score_adjusted"),
    .active("agent_tools_in_flight", "calls", .toolCalls),
    .active("agent_calls_in_flight", "calls", .calls),
    .active("agent_agents_in_flight", "agents", .agents),
    .agents("agent_cost_today", "USD", .costToday),
    .agents("agent_cost_this_hour", "USD", .costThisHour),
    .agents("agent_cost_per_hour", "USD/h", .costPerHour),
    .agents("agent_cost_until_midnight", "USD", .costUntilMidnight),
    .agents("agent_tokens_input", "tok/min", .inputTokens),
    .agents("agent_tokens_output", "tok/min", .outputTokens),
    .agents("agent_tokens_cache_read", "tok/min", .cacheReadTokens),
    .agents("agent_tokens_cache_write", "tok/min", .cacheWriteTokens),
    .gauge("agent_context_used", "%", from: .event, "context_snapshot", "used_percent"),
    .agents("agent_calls_repeated", "calls", .repeated),
    .share(
      "agent_calls_failed",
      [
        SensorDefinition.Signal("PostToolUseFailure", "tool_call_failed"),
        SensorDefinition.Signal(
          "PostToolUse", "tool_call_completed", where: SensorDefinition.Condition("success", false)
        ),
      ], over: ended),
    .share(
      "agent_calls_refused",
      [SensorDefinition.Signal("PermissionDenied", "tool_call_blocked", "agent_call_gated")],
      over: ended),
    .counter("agent_calls_gated", "calls", "agent_call_gated"),
    .agents("agent_calls_retried", "ratio", .retried),
    .agents("agent_since_edit", "s", .sinceEdit),
    .agents("agent_since_test", "s", .sinceTest),
    .agents("agent_since_commit", "s", .sinceCommit),
  ]

  /// Calls of agents that ended, one way or another.
  private static let ended = SensorDefinition.Signal(events: AgentRecord.ends)

  /// Other names of sensors, each with the id it stands for.
  public static let aliases: [(alias: String, id: String)] = [
    ("perf_system_load_avg", "perf_system_load_avg_1m"),
    ("safety_policy_violations", "safety_output_policy_violations"),
    ("perf_system_disk_used", "res_disk_usage_percent"),
    ("perf_system_disk_usage_percent", "res_disk_usage_percent"),
  ]

  /// The events that carry a snapshot of the machine, and readings by id under `metrics`.
  public static let snapshotEvents = ["system_metrics_snapshot", "sensor_poll", "metrics.sampled"]

  /// The sensor that a policy computes itself: rules whose conditions hold and that lead from a
  /// mode to a worse one. The modes of a file are in the order of badness.
  public static let rulesTrue = "control_rules_true"

  /// The id that a name stands for: that of an alias, else the name itself.
  public static func id(of name: String) -> String {
    aliases.first { $0.alias == name }?.id ?? name
  }

  /// Every sensor: the shipped ones in their order, then a user's by id.
  package static func definitions(with sensors: [SensorDefinition]) -> [SensorDefinition] {
    let own = Dictionary(
      sensors.map { (Label($0.id), $0) }, uniquingKeysWith: { first, _ in first })
    let shipped = shipped.map { own[Label($0.id)] ?? $0 }
    let known = Set(shipped.map { Label($0.id) })
    return shipped + sensors.filter { !known.contains(Label($0.id)) }
  }

  /// What is wrong with a list of sensors, in a sentence; nil where nothing is.
  public static func problem(with sensors: [SensorDefinition]) -> String? {
    var seen: Set<String> = []
    for sensor in sensors {
      if let problem = sensor.problem { return problem }
      guard seen.insert(id(of: sensor.id)).inserted else {
        return "the sensor \(sensor.id) is defined twice"
      }
    }
    return nil
  }
}
