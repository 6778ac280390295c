import Events

extension SensorDirectory {
  /// The sensors that ship. Those that are sampled every 5 s are stale after 15 s.
  public static let shipped = SensorDirectory(
    sampled.map { Entry($0, .gauge, unit: $1, staleAfter: Nanoseconds(rawValue: 15_000_000_000)) }
      + others.map { Entry($0, $1, unit: $2) })

  private static let sampled: [(String, String?)] = [
    ("perf_system_cpu_load", "%"), ("perf_system_mem_used", "%"), ("perf_system_gpu_load", "%"),
    ("perf_system_load_avg_1m", nil), ("perf_system_load_avg_5m", nil),
    ("perf_system_load_avg_15m", nil), ("perf_orch_pending_tasks", "tasks"),
    ("kb_docs_total", "docs"), ("res_disk_usage_percent", "%"), ("res_logs_size_bytes", "bytes"),
    ("res_kb_storage_bytes", "bytes"), ("res_model_cache_bytes", "bytes"),
  ]

  private static let others: [(String, Kind, String?)] = [
    ("perf_orch_active_tasks", .gauge, "tasks"), ("perf_orch_task_latency", .histogram, "ms"),
    ("perf_model_call_latency", .histogram, "ms"), ("perf_model_error_rate", .rate, "ratio"),
    ("perf_tool_call_latency", .histogram, "ms"), ("perf_tool_error_rate", .rate, "ratio"),
    ("safety_tool_calls_total", .counter, "calls"),
    ("safety_tool_high_risk_calls", .counter, "calls"),
    ("safety_tool_blocked_calls", .counter, "calls"),
    ("safety_tool_manual_approvals", .counter, "calls"),
    ("safety_output_policy_violations", .counter, nil), ("safety_output_redactions", .counter, nil),
    ("safety_output_confidence", .histogram, nil), ("safety_anomaly_events", .counter, nil),
    ("safety_mode_state", .state, nil), (rulesTrue, .gauge, "rules"),
    ("kb_docs_hot_access", .counter, nil), ("kb_docs_cold_access", .counter, nil),
    ("kb_retrieval_relevance_score", .histogram, nil), ("kb_user_feedback_positive", .counter, nil),
    ("kb_user_feedback_negative", .counter, nil), ("kb_docs_avg_age_days", .gauge, "days"),
    ("kb_docs_stale_fraction", .gauge, "%"), ("learn_hypotheses_logged", .counter, nil),
    ("learn_config_change_proposals", .counter, nil),
    ("learn_config_changes_accepted", .counter, nil), ("learn_eval_runs_total", .counter, nil),
    ("learn_eval_score_distribution", .histogram, "score"),
    ("learn_user_adjusted_scores", .counter, nil),
  ]
}
