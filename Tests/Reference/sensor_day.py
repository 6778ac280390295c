#!/usr/bin/env python3
"""sensor_day.py N OUT [--seed S] [--begin SECONDS] [--length SECONDS]

Writes N lines of a day on which every sensor of the catalogue has something to read: the same
bytes for the same N and S. Times run back now and then, values are odd, one line is from 2099.
It begins on 2026-02-16 and lasts for about 24 hours, where nothing else is said.
"""

import argparse
import json
import random

from times import rfc3339

BEGIN_S = 1_771_200_000  # 2026-02-16T00:00:00Z
MODES = ("NORMAL", "ALERT", "DEGRADED", "LOCKDOWN", "RECOVERY")
ODD = (None, "", "hot", True, -1, -0.0, 1e300, [], {}, "9007199254740993", 9.5e12)


def percent(rng):
    return round(rng.uniform(0, 100), rng.choice((0, 1, 2, 6)))


def latency(rng):
    value = rng.lognormvariate(5, 2)
    return rng.choice((int(value), round(value, 3), value))


def snapshot(rng, day):
    name = rng.choice(("system_metrics_snapshot",) * 4 + ("sensor_poll", "metrics.sampled"))
    aliased = rng.random() < 0.3
    pairs = {
        "cpu_load" if aliased else "cpu_load_percent": percent(rng),
        "memory_used" if aliased else "mem_used_percent": percent(rng),
        "disk_usage" if aliased else "disk_used_percent": percent(rng),
        "load_avg_1m": round(rng.uniform(0, 8), 2), "load_avg_5m": round(rng.uniform(0, 8), 2),
        "load_avg_15m": round(rng.uniform(0, 8), 2),
        "load_per_core_1m": round(rng.uniform(0, 4), 2),
        "load_per_core_5m": round(rng.uniform(0, 4), 2),
        "cpu_pressure_percent": percent(rng), "mem_pressure_percent": percent(rng),
        "io_pressure_percent": percent(rng), "logs_size_bytes": rng.randrange(10**10),
        "model_cache_bytes": rng.randrange(10**13)}
    if rng.random() < 0.2:
        pairs["gpu_load" if aliased else "gpu_load_percent"] = percent(rng)
    if name != "system_metrics_snapshot":
        pairs = {"metrics": {
            "perf_system_cpu_load": percent(rng), "perf_system_load_avg": rng.uniform(0, 4),
            "perf_system_disk_used": percent(rng), "control_rules_true": rng.randrange(5),
            "perf_orch_active_tasks": rng.randrange(9), "kb_docs_total": rng.randrange(999),
            "perf_tool_call_latency": 12, "nobody_knows": 1}, **(pairs if aliased else {})}
    return name, pairs


def task(rng, day):
    key = rng.choice(("task_id", "task_id", "trace_id"))
    name = rng.choice(("task_started",) * 5 + ("task_completed",) * 3 + (
        "task_failed", "task_cancelled"))
    pairs = {key: "t%d" % rng.randrange(40)}
    if name == "task_completed":
        pairs[rng.choice(("latency_ms", "duration_s"))] = latency(rng)
    return name, pairs if rng.random() > 0.02 else {}


def call(rng, day):
    name = rng.choice(("tool_call_completed",) * 6 + ("tool_call_failed", "tool_call_blocked",
                                                      "tool_call_approved"))
    told = {"tool_use_id": rng.choice(("%d", "toolu_01ABCDEFGHJ%05d")) % rng.randrange(6000),
            "session_id": rng.choice(("s1", "s2"))} if rng.random() < 0.5 else {}
    return name, {
        **told, "tool_name": "t", "latency_ms": latency(rng), "success": rng.random() > 0.1,
        "risk_level": rng.choice(("low", "low", "medium", "high", "critical", 3, None)),
        "by": rng.choice(("human", "policy"))}


def model(rng, day):
    name = rng.choice(("model_call_completed",) * 5 + ("model_call_error",))
    return name, {"latency_ms": latency(rng), "success": rng.choice((True, True, False, "false"))}


def transition(rng, day):
    start = day["mode"] if rng.random() < 0.8 else rng.choice(MODES)
    end = rng.choice(MODES)
    keys = ("from", "to") if rng.random() < 0.7 else ("from_mode", "to_mode")
    if start == day["mode"] and rng.random() < 0.9:
        day["mode"] = end
    pairs = {keys[0]: start, keys[1]: end, "rule": "r", "reasons": [
        {"sensor": "perf_system_cpu_load", "value": percent(rng), "operator": ">",
         "threshold": 85, "held_s": 30}]}
    if rng.random() < 0.05:
        del pairs[keys[0]]
    if rng.random() < 0.05:
        pairs["scope"] = "other"
    return "mode_transition", pairs


def knowledge(rng, day):
    return rng.choice((
        ("kb_snapshot", {"docs_total": rng.randrange(5000), "avg_age_days": rng.uniform(0, 400),
                         "stale_fraction": percent(rng), "storage_bytes": rng.randrange(10**12)}),
        ("kb_doc_accessed", {"temperature": rng.choice(("hot", "cold", "warm"))}),
        ("kb_retrieval", {"relevance": rng.choice((rng.random(), 0, 1, 1.5, 0.5))}),
        ("user_feedback", {"rating": rng.choice(("positive", "negative", "none"))})))


def other(rng, day):
    name = rng.choice((
        "policy_violation", "output_redacted", "output_scored", "anomaly_detected",
        "hypothesis_logged", "config_change_proposed", "config_change_accepted", "eval_completed",
        "eval_score_adjusted", "orchestrator_snapshot", "something_else"))
    return name, {"confidence": rng.random(), "score": rng.uniform(-1, 100),
                  "active_tasks": rng.randrange(50), "pending_tasks": rng.randrange(50)}


def agent(rng, day):
    """What an agent does; nothing of it is odd, as others look at that."""
    session = rng.choice(("s1", "s2", "s3"))
    kind = rng.choice(("begin", "begin", "end", "end", "response", "request", "status", "sub"))
    number = rng.randrange(max(1, day["calls"] - 30), day["calls"] + 2)
    call = {"session_id": session, "tool_use_id": "toolu_01ABCDEFGHK%05d" % number}
    if kind in ("begin", "end"):
        tool, given = rng.choice((
            ("Bash", '{"command":"swift test"}'), ("Bash", '{"command":"git commit -m x"}'),
            ("Bash", '{"command":"ls"}'), ("Edit", '{"file_path":"a"}'),
            ("Read", '{"file_path":"%d"}' % rng.randrange(4))))
        call.update(tool_name=tool, input=given, input_bytes=len(given))
        if kind == "begin":
            day["calls"] += 1
            return "PreToolUse", call
        return rng.choice(("PostToolUse",) * 6 + (
            "PostToolUseFailure", "PermissionDenied", "agent_call_gated")), call
    if kind == "sub":
        return rng.choice(("SubagentStart", "SubagentStop")), {
            "session_id": session, "agent_id": "agent-%016d" % rng.randrange(30)}
    if kind == "status":
        day["cost"] += rng.choice((0, 0.25, 0.125))
        return "context_snapshot", {"session_id": session, "used_percent": percent(rng),
                                    "session_cost_usd": day["cost"] / 2}
    tokens = {"input_tokens": rng.randrange(4000), "output_tokens": rng.randrange(2000)}
    cached = rng.randrange(100_000)
    request = "req_%d" % (day["calls"] * 3 // 2 + rng.randrange(3))
    if kind == "request":
        cost = {"cost_usd": rng.randrange(1000) / 1024} if rng.random() < 0.5 else {}
        return "api_request", {"session_id": session, "request_id": request, **tokens, **cost,
                               "cache_read_tokens": cached, "model": rng.choice((
                                   "claude-opus-4-5", "claude-haiku-4-5-20251001", "nobody-knows"))}
    return "assistant", {"session_id": session, "requestId": request, "message": {
        "id": "msg_" + request, "model": "claude-sonnet-4-5", "content": [],
        "usage": {**tokens, "cache_read_input_tokens": cached}}}


def codex(rng, day):
    """What Codex tells of its sessions: by its telemetry, by lines of its files that were imported, and by
    lines as they are, which say where those behind them stand."""
    day["steps"] = day.get("steps", 0) + rng.choice((0, 1, 1))
    session, model = "c%d" % rng.randrange(3), rng.choice(("gpt-5", "gpt-5.1-codex", "nobody-knows"))
    last = {"input_tokens": 500 + rng.randrange(4000), "cached_input_tokens": rng.randrange(500),
            "output_tokens": rng.randrange(2000)}
    total = {"input_tokens": 7 * day["steps"], "output_tokens": day["steps"]}
    step = {"payload": {"type": "token_count", "info": {
        "last_token_usage": last, "total_token_usage": total}}}
    return rng.choice((
        ("codex.sse_event", {
            "session_id": session, "response_id": "resp_%d" % day["steps"], "model": model,
            "input_token_count": last["input_tokens"], "output_token_count": last["output_tokens"],
            "cached_token_count": last["cached_input_tokens"]}),
        ("event_msg", {"session_id": session, "model": model, **step}),
        ("event_msg", {"session_id": session, "model": model, "replayed": True, **step}),
        ("event_msg", step), ("event_msg", step),
        ("session_meta", {"payload": {"id": session, "forked_from_id": rng.choice(("c0", "c1", None))}}),
        ("session_meta", {"payload": {"id": session}}),
        ("turn_context", {"payload": {"model": model}}),
        ("response_item", {"payload": {"type": "message"}}),
        ("event_msg", {"payload": {
            "type": "task_started", "started_at": BEGIN_S + rng.choice((-86_400, 86_400))}})))


KINDS = (agent,) * 5 + (codex,) * 2 + (snapshot,) * 3 + (task,) * 4 + (call,) * 6 + (model,) * 4 + (knowledge,) * 3 + (
    transition, other, other)


def odd(rng, pairs):
    """With a field of the wrong kind, or moved into metadata."""
    if pairs and rng.random() < 0.04:
        pairs[rng.choice(list(pairs))] = rng.choice(ODD)
    if pairs and rng.random() < 0.05:
        key = rng.choice(list(pairs))
        pairs[rng.choice(("metadata", "data", "payload"))] = {key: pairs.pop(key)}
    return pairs


def log(rng, size, begin=BEGIN_S, length=86_400):
    ns, day = begin * 10**9, {"mode": "NORMAL", "calls": 1, "cost": 0.0}
    for number in range(size):
        ns += int(rng.expovariate(size / length) * 10**9)
        time = ns
        if rng.random() < 0.02:
            time -= rng.randrange(rng.choice((2, 90, 5000)) * 10**9)
        if number == size // 2:
            time = 4_070_908_800 * 10**9  # 2099
        kind = rng.choice(KINDS)
        name, pairs = kind(rng, day)
        # A file of Codex has a time in each line.
        stamp = {} if rng.random() < 0.02 and kind is not codex else {"ts": rfc3339(time)}
        pairs = pairs if kind in (agent, codex) else odd(rng, pairs)
        yield json.dumps({**stamp, "event": name, **pairs}) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("lines", type=int, metavar="N")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--begin", type=int, default=BEGIN_S)
    parser.add_argument("--length", type=int, default=86_400)
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8") as out:
        out.writelines(log(
            random.Random(options.seed), options.lines, options.begin, options.length))


if __name__ == "__main__":
    main()
