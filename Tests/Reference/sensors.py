#!/usr/bin/env python3
"""sensors.py FILE [--at LINES:TIME]…

Calculates every sensor of the catalogue, independently of tlm: after the first LINES lines of the
file, at TIME (RFC 3339). Prints a list of reports as JSON.
"""

import argparse
import json
import math
from collections import OrderedDict

import agents
import lines
from distribution import Distribution
from fields import (INVALID, UNREADABLE, find, is_id, is_text, name, outcome, text, told, told_length,
                    told_time)
from mode_state import Course
from times import from_text, is_number, rfc3339

SECOND = 10**9
KEPT_BUCKETS, KEPT_READINGS, LEAD, DAY = 3600, 64, 5 * SECOND, 86_400 * SECOND
SNAPSHOTS = ("system_metrics_snapshot", "sensor_poll", "metrics.sampled")
CALLS = ("tool_call_completed", "tool_call_failed")
CALL_ENDS = CALLS + ("tool_call_blocked", "SessionToolUsed", "PostToolUse", "PostToolUseFailure",
                     "PermissionDenied", "agent_call_gated")
NEVER_NEGATIVE = ("%", "ms", "s", "bytes", "tasks", "docs", "days", "calls", "rules", "ratio", "0–1")


def value_of(event, field):
    """A field at the top level, else nested, null being absent."""
    return find(event, (field,), lambda value: value is not None)[1]


def number_of(value):
    if is_number(value):
        return float(value) + 0.0
    if isinstance(value, str) and len(value) >= 16:  # how tlm writes integers beyond 2^53
        try:
            whole = int(value)
        except ValueError:
            return None
        if 2**53 < abs(whole) < 2**63 and value.lstrip("-").isdigit():
            return float(whole)
    return None


def micros(value):
    product = value * 1e6
    whole = math.trunc(product)
    return whole + (math.copysign(1, product) if abs(product - whole) >= 0.5 else 0)


class Ring:
    """Buckets by second; the 3600 touched last are kept."""

    def __init__(self, start):
        self.buckets, self.start = OrderedDict(), start

    def touch(self, time):
        second = time // SECOND
        if second not in self.buckets:
            if len(self.buckets) == KEPT_BUCKETS:
                self.buckets.popitem(last=False)
            self.buckets[second] = self.start()
        self.buckets.move_to_end(second)
        return self.buckets[second]

    def window(self, seconds, at):
        """(second, bucket) of every touched bucket in the window that ends at `at`."""
        last = at // SECOND
        return [(second, bucket) for second, bucket in self.buckets.items()
                if last - seconds < second <= last]

    def last(self, at):
        return max((s for s in self.buckets if s <= at // SECOND), default=None)


def moment(second):
    return None if second is None else rfc3339(second * SECOND)


class CountedCalls:
    """Which sensors counted which of the 4096 calls that were told of last for the first time."""

    def __init__(self):
        self.calls = OrderedDict()

    def is_new(self, sensor, called, event):
        call = text(event, "tool_use_id") if called in CALL_ENDS else None
        if call is None:
            return True
        call = call, text(event, "session_id") if len(call.encode()) < 16 else None
        if call not in self.calls:
            if len(self.calls) == 4096:
                self.calls.popitem(last=False)
            self.calls[call] = set()
        is_new = id(sensor) not in self.calls[call]
        self.calls[call].add(id(sensor))
        return is_new


class Sensor:
    """One sensor: what events do to it and what it says at a time."""

    kind, collection = "", "event"
    counted = None  # what all sensors of a catalogue share

    def __init__(self, unit):
        self.unit, self.invalid = unit, 0

    def accepts(self, value):
        low = 0 if self.unit in NEVER_NEGATIVE else -self.limit
        high = 1 if self.unit in ("0–1", "ratio") else self.limit
        return value is not None and low <= value <= high

    def said(self, value, time, more=None, stale=False):
        report = {"value": value, "unit": self.unit, "kind": self.kind, "time": time,
                  "stale": stale, **(more or {})}
        if self.invalid:
            report["invalid"] = self.invalid
        return report


class Gauge(Sensor):
    kind, limit = "gauge", 9e18

    def __init__(self, unit, events, keys, collection="interval"):
        super().__init__(unit)
        self.events, self.keys, self.latest = events, keys, []
        self.stale_after = 15 * SECOND if collection == "interval" else None

    def fold(self, called, event, time):
        if called in self.events:
            for key in self.keys:
                value = value_of(event, key)
                if value is not None:
                    return self.sample(value, time)

    def sample(self, value, time):
        number = number_of(value)
        if not self.accepts(number):
            self.invalid += 1
        elif time is not None:
            self.latest = self.latest[1 - KEPT_READINGS:] + [(time, number)]

    def current(self, at):
        best = None
        for time, value in self.latest:
            if time <= at + LEAD and (best is None or time >= best[0]):
                best = time, value
        return best

    def report(self, at):
        found = at is not None and self.current(at)
        if not found:
            return self.said(None, None)
        stale = self.stale_after is not None and found[0] + self.stale_after < at
        return self.said(found[1], rfc3339(found[0]), stale=stale)


class Unsaid(Gauge):
    """What no event brings."""

    def sample(self, value, time):
        pass


class Clock:
    """The log clock: it follows a time at most a minute ahead; another waits for the next."""

    def __init__(self):
        self.now, self.waiting = None, None

    def observe(self, time):
        minute = 60 * SECOND
        if self.waiting is not None and self.waiting <= time + minute:
            self.now = max(self.now if self.now is not None else self.waiting, self.waiting)
        self.waiting = None
        if self.now is not None and time <= self.now + minute:
            self.now = max(self.now, time)
        else:
            self.waiting = time


class Tasks(Gauge):
    life = DAY

    def __init__(self, unit="tasks", events=("orchestrator_snapshot",), keys=("active_tasks",)):
        super().__init__(unit, events, keys, "derived")
        self.open, self.snapshot, self.last = {}, None, None
        self.clock, self.swept = Clock(), None

    def sample(self, value, time):
        number = number_of(value)
        if not self.accepts(number):
            self.invalid += 1
        elif time is not None:
            self.snapshot = time, number

    def fold(self, called, event, time):
        super().fold(called, event, time)
        if called not in ("task_started", "task_completed", "task_failed", "task_cancelled"):
            return
        key = next((found for found in (
            find(event, (each,), is_id)[1]
            for each in ("task_id", "taskId", "trace_id", "traceId")) if found is not None), None)
        if key is None:
            return
        key = str(key)
        self.open.pop(key, None)
        if called == "task_started":
            self.open[key] = time
        self.settle(time, event)

    def settle(self, time, event):
        self.snapshot = None
        if time is None:
            return
        self.last, before = time, self.clock.now
        if is_number(told_time(event)):
            self.clock.observe(told_time(event))
        if self.clock.now is None or self.clock.now == before:
            return
        bound = self.clock.now - self.life
        # Those given up are looked for once a minute.
        if bound // (60 * SECOND) != self.swept:
            self.swept = bound // (60 * SECOND)
            self.open = {key: start for key, start in self.open.items()
                         if start is None or start > bound}

    def current(self, at):
        if self.snapshot and self.snapshot[0] <= at + LEAD:
            return self.snapshot
        if self.last is None:
            return None
        active = sum(1 for start in self.open.values()
                     if start is None or at - self.life < start <= at + LEAD)
        return min(self.last, at + LEAD), float(active)


class InFlight(Tasks):
    """Calls of tools, and agents, each once, whichever telling comes first."""

    life = 3600 * SECOND
    starts, ends = ("PreToolUse", "tool_call_started", "SubagentStart"), CALL_ENDS + ("SubagentStop",)

    def __init__(self, unit="calls", of="calls agents"):
        super().__init__(unit, (), ())
        self.counts = of
        self.ended, self.sessions = OrderedDict(), {}

    def fold(self, called, event, time):
        if called == "SessionEnd":
            session = text(event, "session_id")
            if session is not None:
                for key in [key for key in self.open if self.sessions[key] == session]:
                    del self.open[key]
                self.settle(time, event)
        elif called in self.starts + self.ends and (
                "agents" if called.startswith("Subagent") else "calls") in self.counts:
            key = self.key(called, event)
            if key is not None and (self.end(key) if called in self.ends else self.start(key, event, time)):
                self.settle(time, event)

    def key(self, called, event):
        if called in ("SubagentStart", "SubagentStop"):
            one = event.get("agent_id") if is_text(event.get("agent_id")) else None
        else:
            one = text(event, "tool_use_id")
        return one and (one, text(event, "session_id") if len(one.encode()) < 16 else None)

    def start(self, key, event, time):
        if key in self.ended:
            return False
        if key in self.open and (time is None or self.open[key] is None or self.open[key] > time - self.life):
            told = [each for each in (self.open[key], time) if each is not None]
            self.open[key] = min(told, default=None)
            return False
        self.open[key], self.sessions[key] = time, text(event, "session_id")
        return True

    def end(self, key):
        self.open.pop(key, None)
        if key not in self.ended:
            if len(self.ended) == 4096:
                self.ended.popitem(last=False)
            self.ended[key] = True
        return True


class Counter(Sensor):
    kind = "counter"

    def __init__(self, unit, events, **where):
        super().__init__(unit)
        self.events, self.where, self.total, self.ring = events, where, 0, Ring(lambda: [0])

    def fold(self, called, event, time):
        if called not in self.events:
            return
        for field, words in self.where.items():
            if value_of(event, field) not in words:
                return
        if not self.counted.is_new(self, called, event):
            return
        self.total += 1
        if time is not None:
            self.ring.touch(time)[0] += 1

    def report(self, at):
        if at is None:
            return self.said(None, None)
        return self.said(float(self.total), moment(self.ring.last(at)))


class ErrorRate(Sensor):
    kind = "rate"

    def __init__(self, good, bad):
        super().__init__("ratio")
        self.good, self.bad, self.ring = good, bad, Ring(lambda: [0, 0])

    def fold(self, called, event, time):
        if called not in (self.good, self.bad) or not self.counted.is_new(self, called, event):
            return
        if time is None:
            return
        failed = called == self.bad or outcome(event) == "failure"
        bucket = self.ring.touch(time)
        bucket[0] += failed
        bucket[1] += 1

    def report(self, at):
        found = self.ring.window(300, at) if at is not None else []
        if not found:
            return self.said(None, None)
        part, whole = (sum(bucket[place] for _, bucket in found) for place in (0, 1))
        return self.said(part / whole, moment(max(second for second, _ in found)))


class Share(Sensor):
    """How many of the calls that ended ended so."""

    kind = "rate"

    def __init__(self, bad, unsure=()):
        super().__init__("ratio")
        self.bad, self.unsure, self.ring = bad, unsure, Ring(lambda: [0, 0])

    def fold(self, called, event, time):
        if called not in agents.ENDS or not self.counted.is_new(self, called, event):
            return
        if time is not None:
            bucket = self.ring.touch(time)
            bucket[0] += called in self.bad or called in self.unsure and outcome(event) == "failure"
            bucket[1] += 1

    report = ErrorRate.report


class OfAgents(Sensor):
    """What is kept of agents once for all of these."""

    shared = None

    def __init__(self, unit, measure):
        super().__init__(unit)
        self.kind, self.measure = "rate" if measure == "retried" else "gauge", measure

    def fold(self, called, event, time):
        pass

    def report(self, at):
        found = self.shared.say(self.measure, at) if at is not None else None
        if self.unit.startswith("USD"):
            self.invalid = self.shared.unpriced
        if found is None:
            return self.said(None, None)
        return self.said(found[0], None if found[1] is None else rfc3339(found[1]))


class Histogram(Sensor):
    kind, limit = "histogram", 9e12

    def __init__(self, unit, event, *keys):
        super().__init__(unit)
        self.event, self.keys, self.ring = event, keys, Ring(list)

    def fold(self, called, event, time):
        if called != self.event:
            return
        if self.unit == "ms":
            found = told_length(event, self.keys[0])
            ns = told(event) if found is None else found
            if ns is None:
                return
            number = None if ns == INVALID else ns / 1e6
        else:
            value = value_of(event, self.keys[0])
            if value is None:
                return
            number = number_of(value)
        if not self.counted.is_new(self, called, event):
            return
        if not self.accepts(number):
            self.invalid += 1
        elif time is not None:
            self.ring.touch(time).append(int(micros(number)))

    def report(self, at):
        found = self.ring.window(300, at) if at is not None else []
        values = [value for _, bucket in found for value in bucket]
        if not values:
            return self.said(None, None, {
                "count": 0, "p50": None, "p95": None, "p99": None, "max": None})
        below, above = Distribution(), Distribution()
        for value in values:
            if value < 0:
                below.add(-value)
            else:
                above.add(value)
        figures = {"p%d" % p: self.quantile(below, above, p) / 1e6 for p in (50, 95, 99)}
        figures = {"count": len(values), **figures, "max": max(values) / 1e6}
        return self.said(
            figures["p50"], moment(max(second for second, bucket in found if bucket)), figures)

    @staticmethod
    def quantile(below, above, percent):
        count = len(below.values) + len(above.values)
        rank = max(1, -(-percent * count // 100))
        if rank <= len(below.values):
            return -below.ranked(len(below.values) - rank + 1)
        return above.ranked(rank - len(below.values))


class Mode(Sensor):
    kind = "state"

    def __init__(self):
        super().__init__("mode")
        self.course = Course()

    def fold(self, called, event, time):
        if called == "mode_transition" and not isinstance(event.get("scope"), str):
            self.course.follow(event, time)

    def report(self, at):
        taken = [] if at is None else [
            each for each in self.course.taken[-64:] if each[2] is None or each[2] <= at + LEAD]
        if not taken:
            return self.said(None, None)
        return self.said(taken[-1][1], rfc3339(taken[-1][2]))


def catalogue():
    def snapshot(unit, *keys):
        return Gauge(unit, SNAPSHOTS, keys)

    def kb(unit, key, collection="interval"):
        return Gauge(unit, ("kb_snapshot",), (key,), collection)

    violations = Counter("–", ("policy_violation",))
    return {
        "perf_system_cpu_load": snapshot("%", "cpu_load_percent", "cpu_load"),
        "perf_system_mem_used": snapshot("%", "mem_used_percent", "memory_used"),
        "perf_system_gpu_load": snapshot("%", "gpu_load_percent", "gpu_load"),
        "perf_system_load_avg_1m": snapshot("–", "load_avg_1m"),
        "perf_system_load_avg_5m": snapshot("–", "load_avg_5m"),
        "perf_system_load_avg_15m": snapshot("–", "load_avg_15m"),
        "perf_system_load_per_core_1m": snapshot("–", "load_per_core_1m"),
        "perf_system_load_per_core_5m": snapshot("–", "load_per_core_5m"),
        "perf_system_cpu_pressure": snapshot("%", "cpu_pressure_percent"),
        "perf_system_mem_pressure": snapshot("%", "mem_pressure_percent"),
        "perf_system_io_pressure": snapshot("%", "io_pressure_percent"),
        "perf_orch_active_tasks": Tasks(),
        "perf_orch_pending_tasks": Gauge("tasks", ("orchestrator_snapshot",), ("pending_tasks",)),
        "perf_orch_task_latency": Histogram("ms", "task_completed", "latency_ms", "duration_s"),
        "perf_model_call_latency": Histogram("ms", "model_call_completed", "latency_ms"),
        "perf_model_error_rate": ErrorRate("model_call_completed", "model_call_error"),
        "perf_tool_call_latency": Histogram("ms", "tool_call_completed", "latency_ms"),
        "perf_tool_error_rate": ErrorRate("tool_call_completed", "tool_call_failed"),
        "safety_tool_calls_total": Counter("calls", CALLS),
        "safety_tool_high_risk_calls": Counter("calls", CALLS, risk_level=("high", "critical")),
        "safety_tool_blocked_calls": Counter("calls", ("tool_call_blocked",)),
        "safety_tool_manual_approvals": Counter("calls", ("tool_call_approved",), by=("human",)),
        "safety_output_policy_violations": violations,
        "safety_policy_violations": violations,
        "safety_output_redactions": Counter("–", ("output_redacted",)),
        "safety_output_confidence": Histogram("0–1", "output_scored", "confidence"),
        "safety_anomaly_events": Counter("–", ("anomaly_detected",)),
        "safety_mode_state": Mode(),
        "control_rules_true": Gauge("rules", (), (), "derived"),
        "control_gate": Unsaid("bits", (), (), "derived"),
        "kb_docs_total": kb("docs", "docs_total"),
        "kb_docs_hot_access": Counter("–", ("kb_doc_accessed",), temperature=("hot",)),
        "kb_docs_cold_access": Counter("–", ("kb_doc_accessed",), temperature=("cold",)),
        "kb_retrieval_relevance_score": Histogram("0–1", "kb_retrieval", "relevance"),
        "kb_user_feedback_positive": Counter("–", ("user_feedback",), rating=("positive",)),
        "kb_user_feedback_negative": Counter("–", ("user_feedback",), rating=("negative",)),
        "kb_docs_avg_age_days": kb("days", "avg_age_days", "derived"),
        "kb_docs_stale_fraction": kb("%", "stale_fraction", "derived"),
        "res_disk_usage_percent": snapshot("%", "disk_used_percent", "disk_usage"),
        "res_logs_size_bytes": snapshot("bytes", "logs_size_bytes"),
        "res_kb_storage_bytes": kb("bytes", "storage_bytes"),
        "res_model_cache_bytes": snapshot("bytes", "model_cache_bytes"),
        "learn_hypotheses_logged": Counter("–", ("hypothesis_logged",)),
        "learn_config_change_proposals": Counter("–", ("config_change_proposed",)),
        "learn_config_changes_accepted": Counter("–", ("config_change_accepted",)),
        "learn_eval_runs_total": Counter("–", ("eval_completed",)),
        "learn_eval_score_distribution": Histogram("score", "eval_completed", "score"),
        "learn_user_adjusted_scores": Counter("–", ("eval_score_adjusted",)),
        "agent_tools_in_flight": InFlight(),
        "agent_calls_in_flight": InFlight(of="calls"),
        "agent_agents_in_flight": InFlight("agents", of="agents"),
        "agent_cost_today": OfAgents("USD", "today"),
        "agent_cost_this_hour": OfAgents("USD", "this_hour"),
        "agent_cost_per_hour": OfAgents("USD/h", "per_hour"),
        "agent_cost_until_midnight": OfAgents("USD", "until_midnight"),
        "agent_tokens_input": OfAgents("tok/min", "input"),
        "agent_tokens_output": OfAgents("tok/min", "output"),
        "agent_tokens_cache_read": OfAgents("tok/min", "cache_read"),
        "agent_tokens_cache_write": OfAgents("tok/min", "cache_write"),
        "agent_context_used": Gauge("%", ("context_snapshot",), ("used_percent",), "event"),
        "agent_calls_repeated": OfAgents("calls", "repeated"),
        "agent_calls_failed": Share(("PostToolUseFailure", "tool_call_failed"),
                                    ("PostToolUse", "tool_call_completed")),
        "agent_calls_refused": Share(("PermissionDenied", "tool_call_blocked", "agent_call_gated")),
        "agent_calls_gated": Counter("calls", ("agent_call_gated",)),
        "agent_calls_retried": OfAgents("ratio", "retried"),
        "agent_since_edit": OfAgents("s", "since_edit"),
        "agent_since_test": OfAgents("s", "since_test"),
        "agent_since_commit": OfAgents("s", "since_commit"),
    }


ALIASES = {"perf_system_load_avg": "perf_system_load_avg_1m",
           "perf_system_disk_used": "res_disk_usage_percent",
           "perf_system_disk_usage_percent": "res_disk_usage_percent"}
HANDLED = set(SNAPSHOTS) | set(CALLS) | set(
    "task_started task_completed task_failed task_cancelled orchestrator_snapshot kb_snapshot "
    "model_call_completed model_call_error tool_call_blocked tool_call_approved policy_violation "
    "output_redacted output_scored anomaly_detected mode_transition kb_doc_accessed kb_retrieval "
    "user_feedback hypothesis_logged config_change_proposed config_change_accepted eval_completed "
    "eval_score_adjusted".split()) | set(InFlight.starts + InFlight.ends + ("SessionEnd",)
        + agents.BEGINS + agents.ENDS + agents.SPENDINGS + agents.ROLLOUTS)


class SensorMetrics:
    name = "sensor-metrics"

    def __init__(self):
        self.sensors, counted = catalogue(), CountedCalls()
        for sensor in self.sensors.values():
            sensor.counted = counted
        self.agents = agents.Agents(Ring)
        for sensor in self.sensors.values():
            if isinstance(sensor, OfAgents):
                sensor.shared = self.agents
        self.clock, self.waiting = None, None

    def handles(self, called):
        return called in HANDLED

    def fold(self, called, event, time, own):
        for sensor in {id(each): each for each in self.sensors.values()}.values():
            sensor.fold(called, event, time)
        self.agents.fold(called, event, time)
        if called in SNAPSHOTS:
            samples = value_of(event, "metrics")
            for key, value in (samples.items() if isinstance(samples, dict) else ()):
                sensor = self.sensors.get(ALIASES.get(key, key))
                if isinstance(sensor, Gauge) and value is not None:
                    sensor.sample(value, time)

    def observe(self, time):
        """The log clock: it follows a time at most a minute ahead; another waits for the next."""
        minute = 60 * SECOND
        if self.waiting is not None and self.waiting <= time + minute:
            self.clock = max(self.clock if self.clock is not None else self.waiting, self.waiting)
        self.waiting = None
        if self.clock is not None and time <= self.clock + minute:
            self.clock = max(self.clock, time)
        else:
            self.waiting = time

    def end_of_log(self, now):
        """The last time is believed where it is not later than the reader's now."""
        if self.waiting is not None and self.waiting <= now:
            self.observe(self.waiting)

    def report(self, at=None):
        if at is None:
            at = self.clock if self.clock is not None else self.waiting
        return {"at": rfc3339(at),
                "sensors": {key: sensor.report(at) for key, sensor in self.sensors.items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--at", action="append", default=[], metavar="LINES:TIME")
    options = parser.parse_args()
    asked = sorted((int(count), from_text(time)) for count, time in (
        each.split(":", 1) for each in options.at))
    metrics, last, number, reports = SensorMetrics(), None, 0, []
    said_by_others = 0  # up to where bytes of a source go
    with open(options.file, "rb") as file:
        for count, time in asked:
            while number < count:
                start = file.tell()
                line = file.readline()
                number += 1
                for found in lines.judge(line[:-1] if line.endswith(b"\n") else line):
                    if isinstance(found, dict):
                        called, told_ = name(found), told_time(found)
                        own = None if told_ == UNREADABLE else told_
                        last = own if own is not None else last
                        if called == "tlm.drained" and found.get("at") == start:
                            said_by_others = start + len(line) + found["length"]
                        is_forged = called == "mode_transition" and start < said_by_others
                        if metrics.handles(called) and not is_forged:
                            metrics.fold(
                                called, found, None if told_ == UNREADABLE else last, own)
            reports.append(metrics.report(time))
    print(json.dumps(reports, ensure_ascii=False))


if __name__ == "__main__":
    main()
