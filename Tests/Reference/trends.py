#!/usr/bin/env python3
"""trends.py --period week [--by tool] [--since TIME --until TIME] FILE…

What `tlm trends --json` prints, calculated by other means, with fractions instead of doubles.
"""

import argparse
import json
import os
import sys
from bisect import bisect_left
from fractions import Fraction

import sensors
import usage
from attempts import STARTS, Attempts
from distribution import Distribution
from fields import COMPLETIONS, INVALID, issue_type, length, members, outcome, read_length, text, valid
from selection import correlation, tool
from times import instant, is_number, rfc3339
from tool_usage import BLOCKED, WHOLE_CALLS, ToolUsage, joined, named_ending, response_ending
from velocity import Velocity, every_bucket
from windows import fold, read, within

UNITS = {"success_rate": "ratio", "error_rate": "ratio", "duration_s": "seconds",
         "phase_s": "seconds", "call_s": "seconds", "tokens": "tokens", "cost_usd": "dollars",
         "run_success_rate": "ratio", "run_s": "seconds"}
GROUPS = {"events": "tool", "started": "tool type", "completed": "tool type", "failed": "tool type",
          "success_rate": "tool type", "duration_s": "tool type", "phase_s": "tool type phase",
          "calls": "tool", "error_rate": "tool", "call_s": "tool", "sessions": "", "prompts": "",
          "responses": "model", "tokens": "model", "cost_usd": "model", "runs": "agent",
          "run_failures": "agent", "run_success_rate": "agent", "run_s": "agent"}
WORK = ("sessions", "prompts", "responses", "tokens", "cost_usd")
TOKENS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens")


class Trends:
    def __init__(self, paths, per, by, since, until, has_work=True, metrics=(), asked=()):
        self.metrics = metrics
        self.asked = [sensors.ALIASES.get(name, name) for name in asked]
        self.per, self.by, self.since, self.until = per, by, since, until
        self.clock = Velocity(per=per)  # for its calendar alone
        everything = list(read(paths))
        self.events = within(everything, since, until)
        times = [each.time for each in everything if each.time is not None]
        self.first, self.greatest = (times[0], max(times)) if times else (None, None)
        self.clock.first, self.clock.greatest = self.first, self.greatest
        self.told = []  # (family, time, group, what)
        self.gather_issues()
        self.gather_calls()
        self.gather_runs(everything)
        self.said = {}
        self.gather_sensors()
        self.work = {}
        self.gather_work(paths if has_work else [])

    def group(self, event, phase=""):
        return {"tool": tool(event), "type": issue_type(event), "phase": phase}.get(self.by, "")

    def add(self, family, time, group, what):
        if time is not None:
            self.told.append((family, self.clock.bucket(time), group, what))

    def gather_issues(self):
        attempts = Attempts()
        for each in self.events:
            event, called = each.fields, each.called
            self.add("events", each.time, tool(event) if self.by == "tool" else "", None)
            issue, session = correlation(event)
            if issue and called in STARTS:
                attempts.begin(issue, session)
                self.add("issues", each.time, self.group(event), ("started",))
            elif issue and called in COMPLETIONS:
                attempt = attempts.complete(issue, session)
                if attempt is not None:
                    self.complete(each, attempt)
            elif issue:
                attempts.of(issue, session)
            self.phase(each, attempts.of(issue, session) if issue and called in (
                "issue_phase", "phase_start", "phase_end") else None)
        for attempt in attempts.all:
            for phase, ns, _, group, time in attempt.counted_pairs():
                self.add("phases", time, group, ns)

    def complete(self, each, attempt):
        event = each.fields
        ns = length(event)
        self.add("issues", each.time, self.group(event),
                 ("completed", outcome(event), None if ns == INVALID else ns))
        known = attempt.timed | {pair[0] for pair in attempt.pairs}
        for phase, value in members(event, "phases").items():
            ns = read_length(value, 1e9)
            if phase and phase not in known and ns is not None and ns != INVALID \
                    and valid(ns) != INVALID:
                self.add("phases", each.time, self.group(event, phase), ns)

    def phase(self, each, attempt):
        event, phase = each.fields, text(each.fields, "phase")
        if phase is None:
            return
        if each.called == "issue_phase":
            ns = length(event)
            if ns is not None and ns != INVALID:
                self.add("phases", each.time, self.group(event, phase), ns)
                if attempt:
                    attempt.timed.add(phase)
        elif attempt and each.called == "phase_start":
            attempt.opened[phase] = each.time
        elif attempt and each.called == "phase_end":
            since = attempt.opened.pop(phase, None)
            if None not in (since, each.time) and valid(each.time - since) != INVALID:
                attempt.pairs.append(
                    (phase, each.time - since, None, self.group(event, phase), each.time))

    def gather_calls(self):
        calls = fold(ToolUsage(), self.events)
        for each in self.events:
            event, called = each.fields, each.called
            if text(event, "tool_use_id") is not None:
                continue
            if called in WHOLE_CALLS:
                word = WHOLE_CALLS[called] or named_ending(event)[0]
            elif called in BLOCKED:
                word = "blocked"
            elif called == "PostToolUse":
                word = response_ending(event)[0]
            else:
                continue
            ns = None if word in ("blocked", "cancelled") else length(event)
            name = calls.called(event)[0] if self.by == "tool" else ""
            self.add("calls", each.time, name, (word, None if ns == INVALID else ns))
        for tellings in calls.tellings.values():
            name, _, word, ns = joined(tellings)
            time = ended(tellings)
            if word is None or time is None or not is_in(time, self.since, self.until):
                continue
            self.add("calls", time, name if self.by == "tool" else "",
                     (word, None if ns == INVALID else ns))

    def gather_runs(self, everything):
        """Records of one run say together what it is, whenever they came; it counts where it began."""
        found = {}
        for each in everything:
            key = text(each.fields, "event_id") or text(each.fields, "run_id")
            if each.called != "run" or key is None:
                continue
            run = found.setdefault(key, {"status": None})
            told, status = outcome(each.fields), run["status"]
            run.update({name: value for name, value in each.fields.items()
                        if value is not None and name != "status"})
            if told and (status in (None, "unknown") or told not in ("running", "unknown")
                         or told == "running" and "update" in each.fields):
                run["status"] = told
        for run in found.values():
            began = moment(run.get("start_time"))
            if began is not None and is_in(began, self.since, self.until):
                agent = run.get("agent_name")
                group = agent if isinstance(agent, str) else "unknown"
                self.add("runs", began, group if self.by == "agent" else "",
                         (run["status"], run_length(run, began)))

    def gather_sensors(self):
        """What each says of a period by the events in it: all its readings are kept."""
        sensors.KEPT_BUCKETS = sensors.KEPT_READINGS = 10**9
        buckets = {}
        for each in self.events if self.asked else ():
            buckets.setdefault(self.clock.bucket(each.time), []).append(each)
        for bucket, events in buckets.items():
            known = fold(sensors.SensorMetrics(), events).sensors
            for name in self.asked:
                point = sensor_point(known[name])
                if point is not None:
                    self.said.setdefault(name, {})[bucket] = point

    def gather_work(self, paths):
        root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
        count = usage.Count(usage.Prices(os.path.join(root, "prices.yaml")))
        for path in paths:
            count.file(path)
        parts = {}
        for kind in ("responses", "prompts", "calls", "compactions"):
            for key, tellings in getattr(count, kind).items():
                time = usage.first(tellings)[0]
                if time is not None and is_in(time, self.since, self.until):
                    part = parts.setdefault(self.clock.bucket(time), usage.Count(count.prices))
                    getattr(part, kind)[key] = tellings
        self.work = {bucket: usage.answer(part) for bucket, part in parts.items()}

    # What comes of it.

    def report(self):
        filled = sorted({each[1] for each in self.told} | set(self.work)
                        | {bucket for points in self.said.values() for bucket in points})
        listed, left_out = every_bucket(filled)
        partial = {bucket for bucket in listed if self.clock.is_partial(bucket)}
        partial |= {self.clock.bucket(time) for time in (self.since, self.until)
                    if time is not None and self.clock.start_ns(self.clock.bucket(time)) != time}
        result = {
            "schema": "tlm.trends/1", "period": self.per, "by": self.by,
            "since": rfc3339(self.since), "until": rfc3339(self.until),
            "buckets": [{"start": self.clock.start(bucket), "partial": bucket in partial}
                        for bucket in listed]}
        if left_out:
            result["left_out"] = [
                {"from": self.clock.start(first), "to": self.clock.start(last),
                 "buckets": last - first + 1} for first, last in left_out]
        result["series"] = [
            series for metric in [*(self.metrics or (() if self.asked else GROUPS)), *self.asked]
            if self.by is None or self.by in GROUPS[metric].split()
            for series in self.series(metric, listed, partial)]
        return result

    def series(self, metric, listed, partial):
        found = []
        points, span = self.points(metric)
        for group, values in points.items():
            values = {bucket: point for bucket, point in values.items() if point is not None}
            weight = sum(weight for _, weight in values.values())
            if weight:
                found.append((-weight, group.encode(), group, values))
        for _, _, group, values in sorted(found):
            absent = None if is_mean(metric) else 0
            row = [values[bucket][0] if bucket in values else absent for bucket in listed]
            whole = [value for bucket, value in zip(listed, row) if bucket not in partial]
            last, previous = ([None, None] + whole)[-1], ([None, None] + whole)[-2]
            slope, word, clear = self.direction(metric, values, span, partial)
            change = None
            if last is not None and previous:
                change = (float(last) - float(previous)) / float(previous)
            yield {"metric": metric, "group": None if self.by is None else group,
                   "unit": unit(metric), "values": row, "last": last,
                   "previous": previous, "change": change, "slope": slope, "direction": word,
                   "clear": clear}

    def direction(self, metric, values, span, partial):
        """The slope over the whole periods, as a share of the mean of their numbers."""
        if not span:
            return None, "stable", False
        left = sorted(bucket for bucket in partial if span[0] <= bucket <= span[1])
        points = [(bucket - span[0] - bisect_left(left, bucket), Fraction(value), weight)
                  for bucket, (value, weight) in values.items()
                  if bucket not in partial and span[0] <= bucket <= span[1]]
        clear = sum(weight for _, _, weight in points) >= 8
        if is_mean(metric):  # what has no value is no point
            n = len(points)
            middle = Fraction(sum(x for x, _, _ in points), n or 1)
            run = sum((x - middle) ** 2 for x, _, _ in points)
        else:  # every period is a point, many of them 0
            n = span[1] - span[0] + 1 - len(left)
            middle, run = Fraction(n - 1, 2), Fraction(n * (n * n - 1), 12)
        mean = sum(y for _, y, _ in points) / n if n else 0
        if n < 3 or mean == 0:
            return None, "stable", clear
        slope = sum((x - middle) * y for x, y, _ in points) / run / mean
        word = "increasing" if slope > Fraction(1, 20) else \
            "decreasing" if slope < -Fraction(1, 20) else "stable"
        return float(slope), word, clear

    def points(self, metric):
        """By group and bucket the number and how many things it rests on; and the buckets' ends."""
        if metric not in GROUPS:
            points = self.said.get(metric, {})
            return {"": points}, ends(points)
        if metric in WORK:
            points = {}
            for bucket, answer in self.work.items():
                parts = answer["by_model"] if self.by == "model" else {"": answer["totals"]}
                for group, part in parts.items():
                    points.setdefault(group, {})[bucket] = work_point(metric, part)
            return points, ends(self.work)
        family = {"events": "events", "phase_s": "phases", "calls": "calls", "error_rate": "calls",
                  "call_s": "calls", "runs": "runs", "run_failures": "runs",
                  "run_success_rate": "runs", "run_s": "runs"}.get(metric, "issues")
        cells = {}
        for each, bucket, group, what in self.told:
            if each == family:
                cells.setdefault(group, {}).setdefault(bucket, []).append(what)
        return ({group: {bucket: point(metric, whats) for bucket, whats in buckets.items()}
                 for group, buckets in cells.items()},
                ends({bucket for buckets in cells.values() for bucket in buckets}))


def ends(buckets):
    return (min(buckets), max(buckets)) if buckets else None


def is_in(time, since, until):
    return (since is None or since <= time) and (until is None or time < until)


def catalogued(name):
    return sensors.catalogue()[name]


def unit(metric):
    return UNITS.get(metric, "count") if metric in GROUPS else catalogued(metric).unit


def is_mean(metric):
    """Whether a period without any has no number."""
    if metric in GROUPS:
        return UNITS.get(metric) in ("ratio", "seconds")
    return catalogued(metric).kind != "counter"


def sensor_point(sensor):
    """How many, the mean, the share or the median of all that a sensor took in, and its weight."""
    if isinstance(sensor, sensors.Counter):
        return (sensor.total, sensor.total) if sensor.total else None
    if isinstance(sensor, sensors.Gauge):
        values = [int(sensors.micros(value)) for _, value in sensor.latest]
        return (float(sum(values)) / len(values) / 1e6, 1) if values else None
    buckets = list(sensor.ring.buckets.values())
    if isinstance(sensor, sensors.Histogram):
        below, above = Distribution(), Distribution()
        for value in (value for bucket in buckets for value in bucket):
            (below if value < 0 else above).add(abs(value))
        return (sensor.quantile(below, above, 50) / 1e6, 1) if below.values or above.values else None
    part, whole = (sum(bucket[place] for bucket in buckets) for place in (0, 1))
    return (part / whole, 1) if whole else None


def moment(value):
    return instant(value) if isinstance(value, str) else None


def run_length(run, began):
    """What a run says itself, else the time from its begin to its end; of one that goes on nothing."""
    if run["status"] in (None, "running"):
        return None
    for key, unit in (("duration_s", 1e9), ("duration_ms", 1e6)):
        if is_number(run.get(key)):
            ns = read_length(run[key], unit)
            return None if ns == INVALID or valid(ns) == INVALID else ns
    end = moment(run.get("end_time"))
    return None if end is None or valid(end - began) == INVALID else end - began


def ended(tellings):
    """The time at which a call ended: the first telling that says how, else its begin."""
    told = [end for _, _, end in tellings if end]
    readable = [end for end in told if end[1] != "unreadable"] or told
    time = min((end[2] for end in readable if end[2] is not None), default=None)
    begun = min((begin for _, begin, _ in tellings if begin is not None), default=None)
    return begun if time is None else time


def mean(lengths):
    durations = Distribution()
    for ns in lengths:
        durations.add(ns)
    return (durations.report()["mean_s"], len(lengths)) if lengths else None


def counted(count):
    return (count, count) if count else None


def point(metric, whats):
    if metric == "events":
        return counted(len(whats))
    if metric == "phase_s":
        return mean(whats)
    if metric == "started":
        return counted(sum(what[0] == "started" for what in whats))
    if metric in ("runs", "run_failures", "run_success_rate", "run_s"):
        over = [what for what in whats if what[0] not in (None, "running", "unknown")]
        if metric == "runs":
            return counted(len(whats))
        if metric == "run_failures":
            return counted(sum(word == "failure" for word, _ in over))
        if metric == "run_s":
            return mean([ns for _, ns in over if ns is not None])
        good = sum(word == "success" for word, _ in over)
        return (good / len(over), len(over)) if over else None
    if metric in ("calls", "error_rate", "call_s"):
        ran = [what for what in whats if what[0] != "blocked"]
        if metric == "calls":
            return counted(len(whats))
        if metric == "call_s":
            return mean([ns for word, ns in ran if ns is not None and word != "cancelled"])
        failed = sum(word == "failure" for word, _ in ran)
        return (failed / len(ran), len(ran)) if ran else None
    done = [what for what in whats if what[0] == "completed"]
    words = [word for _, word, _ in done]
    if metric == "completed":
        return counted(len(done))
    if metric == "failed":
        return counted(words.count("failure"))
    if metric == "success_rate":
        tried = words.count("success") + words.count("failure")
        return (words.count("success") / tried, tried) if tried else None
    return mean([ns for _, _, ns in done if ns is not None])


def work_point(metric, part):
    if metric == "tokens":
        tokens = sum(part[kind] for kind in TOKENS)
        return (tokens, part["responses"]) if tokens else None
    if metric == "cost_usd":
        return (part["cost_usd"], part["responses"]) if part["responses"] and part["cost_usd"] \
            is not None else None
    return counted(part[metric])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("--period", default="week")
    parser.add_argument("--by")
    parser.add_argument("--metric", action="append", default=[])
    parser.add_argument("--sensor", action="append", default=[])
    parser.add_argument("--since", type=instant)
    parser.add_argument("--until", type=instant)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--without-work", action="store_true")
    options = parser.parse_args()
    trends = Trends(options.files, options.period, options.by, options.since, options.until,
                    not options.without_work, options.metric, options.sensor)
    json.dump(trends.report(), sys.stdout)
    print()


if __name__ == "__main__":
    main()
