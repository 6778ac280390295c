"""Small logs and rule files that several chapters use. All their times are in 2024."""

import json

from generator.spelling import SECOND_NS, rfc3339

BEGIN_S = 1_709_546_400  # 2024-03-04T10:00:00Z


def line(second, name, **members):
    """An event so many seconds after the begin."""
    stamp = rfc3339((BEGIN_S + second) * SECOND_NS, 0)
    return json.dumps({"ts": stamp, "event": name, **members}, separators=(",", ":")) + "\n"


def day():
    """An hour of a machine under load, with calls, tasks, words of all sensors, and modes."""
    lines = []
    for second in range(0, 3600, 5):
        load = 92 if 600 <= second < 720 or 2400 <= second < 2520 else 30 + second % 17
        lines.append(line(second, "system_metrics_snapshot", cpu_load_percent=load,
                          mem_used_percent=40 + second % 7, load_avg_1m=load / 50,
                          disk_used_percent=61.5, logs_size_bytes=1000 * second))
        if second % 60 == 0:
            lines.append(line(second, "tool_call_completed", tool_name="Bash",
                              latency_ms=second + 3, success=second % 240 != 0,
                              risk_level="high" if second % 180 == 0 else "low"))
            lines.append(line(second, "model_call_completed", latency_ms=800 + second))
        if 3000 <= second < 3040:
            lines.append(line(second, "tool_call_blocked", tool_name="Bash"))
    lines.append(line(3010, "anomaly_detected"))
    words = ("started", "completed", "started", "failed", "started")
    lines += [line(900 + 60 * number, "task_" + word, task_id="t%d" % (number // 2))
              for number, word in enumerate(words)]
    lines += [line(1200, "kb_snapshot", docs_total=12, avg_age_days=3.5, stale_fraction=20),
              line(1201, "kb_retrieval", relevance=0.75),
              line(1202, "user_feedback", rating="positive"),
              line(1203, "output_scored", confidence=0.9),
              line(1204, "eval_completed", score=71),
              line(1205, "orchestrator_snapshot", active_tasks=3, pending_tasks=4),
              line(1300, "commit"), line(1400, "issue_phase", phase="ready", duration_s=4.5)]
    lines += [
        line(640, "mode_transition", **{"from": "NORMAL", "to": "ALERT"}, rule="NORMAL_to_ALERT",
             reasons=[{"sensor": "perf_system_cpu_load", "value": 92, "operator": ">",
                       "threshold": 85, "held_s": 30}]),
        line(1500, "mode_transition", **{"from": "ALERT", "to": "NORMAL"}, by="ada", reason="calm"),
        line(1510, "mode_transition", from_mode="NORMAL", to_mode="DEGRADED", scope="build")]
    return "".join(lines)


# Two modes, a way up that is taken at once and a way down that asks a person.
RULES = """\
modes:
  CALM: {max_concurrent_tasks: 9, description: "all is well"}
  STORM: {max_concurrent_tasks: 1, require_approval_for: [deploys], thresholds: {load: 0.5}}
edges: [CALM_to_STORM, STORM_to_CALM]
transition_rules:
  CALM_to_STORM:
    conditions:
      - {metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30}
      - {metric: safety_tool_high_risk_calls, operator: ">", value: 2, window_seconds: 600}
    logic: any
  STORM_to_CALM:
    conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70, duration_seconds: 60}]
    requires_human_approval: true
    proposal_expires_seconds: 300
oscillation: {transitions: 2, window_seconds: 3600}
"""

# The same without asking, and sooner.
HASTY_RULES = RULES.replace("duration_seconds: 30", "duration_seconds: 5").replace(
    "    requires_human_approval: true\n    proposal_expires_seconds: 300\n", "")

# The same, with something that happens then.
EFFECTS = """\
    effects:
      - emit: pool_throttled
        fields: {limit: 3}
      - exec: [sh, -c, "echo no >&2; exit 3"]
        timeout_seconds: 30
      - webhook: https://user:word@localhost:1/hook?token=secret
      - notify: "a storm"
"""
RULES_WITH_EFFECTS = RULES.replace("    logic: any\n", "    logic: any\n" + EFFECTS)

# Every kind of mistake that a rule file can have in a few lines.
BAD_RULES = """\
modes:
  CALM: {max_concurrent_tasks: many, dwell: 3}
  STORM: {}
edges: [CALM_to_STORM, CALM_to_NOWHERE]
transition_rules:
  CALM_to_STORM:
    conditions:
      - {metric: perf_system_cpu_laod, operator: ">", value: 85}
      - {metric: perf_system_cpu_load, operator: ">>", value: 85,
         duration_seconds: 3, window_seconds: 4}
      - {metric: safety_mode_state, operator: "<", value: ALERT}
    logic: some
    effects: [{emit: tlm.drained}]
  STORM_to_CALM:
    conditions: []
"""

CONFIG = """\
index:
  keys: [branch, metadata.host]
sensors:
  build_failures_10m: {kind: counter, event: build_finished, where: {result: failure}, window: 10m}
  queue_depth: {kind: gauge, event: queue_sampled, field: depth, unit: jobs, stale_after: 15s}
  deploy_latency:
    {kind: histogram, event: deploy_finished, field: duration_s, unit: s, window: 1h}
  builds_that_fail: {kind: rate, event: build_failed, over: [build_failed, build_passed]}
  builds_a_minute: {kind: rate, event: build_passed, over: 1m}
"""

BAD_CONFIG = """\
index:
  keys: [branch, 7]
  fields: [x]
sensors:
  queue_depth: {kind: guage, event: x}
  other: {kind: gauge, event: y, field: z, window: soon, colour: red}
"""
