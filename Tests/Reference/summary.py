#!/usr/bin/env python3
"""summary.py --since TIME --until TIME [--before-since TIME --before-until TIME] [--tool T] FILE…

What `tlm summary --json` prints, calculated by other means: without sensors, which are asked now.
"""

import argparse
import json
import os
import sys

import usage
from attempts import STARTS
from distribution import Distribution
from fields import COMPLETIONS, integer, is_text, outcome, text
from mode_state import Course
from phase_timing import PhaseTiming
from times import instant, rfc3339
from tool_usage import ToolUsage
from velocity import Velocity, wilson
from windows import fold, read, within

ENDINGS = ("running", "success", "failure", "partial", "timeout", "cancelled", "blocked", "skipped")


def rates(success, failure):
    low, high = wilson(success, failure)
    tried = success + failure
    return {"success": success, "failure": failure,
            "success_rate": success / tried if tried else None,
            "success_rate_low": low, "success_rate_high": high}


def issues(velocity):
    if not velocity.completions and not any(time is not None for time in velocity.starts):
        return None
    words = [entry[1] for entry in velocity.completions]
    tools = {}
    for entry in velocity.completions:
        tools.setdefault(entry[2], []).append(entry)
    return {"started": sum(time is not None for time in velocity.starts),
            "completed": len(words), "skipped": words.count("skipped"),
            **rates(words.count("success"), words.count("failure")),
            "per_day": velocity.per_day(), "duplicates": velocity.duplicates,
            "duration": timings(velocity.completions),
            "by_tool": {name: {
                "completed": len(entries),
                **rates(sum(each[1] == "success" for each in entries),
                        sum(each[1] == "failure" for each in entries)),
                "mean_duration_s": timings(entries)["mean_s"]} for name, entries in tools.items()}}


def timings(entries):
    durations = Distribution()
    for *_, ns in entries:
        if ns is not None:
            durations.add(ns)
    return durations.report()


def phases(timing):
    report = timing.report()
    told = any(report[key] for key in ("phases", "elapsed", "states", "requests"))
    return report if told else None


def failures(timing):
    tried = [each for each in timing.ended if each[0] in ("success", "failure")]
    if not tried:
        return None
    failed = [each for each in tried if each[0] == "failure"]
    cells = {}
    for _, _, phase, _, type in failed:
        cells[phase, type] = cells.get((phase, type), 0) + 1
    order = sorted(cells, key=lambda key: (
        -cells[key], key[0] is None, (key[0] or "").encode(), key[1].encode()))
    return {"tried": len(tried), "failed": len(failed), "sentence": sentence(tried, failed),
            "cells": [{"phase": phase, "type": type, "count": cells[phase, type]}
                      for phase, type in order],
            "by_tool": by(timing.ended, 3), "by_type": by(timing.ended, 4)}


def by(ended, place):
    groups = {}
    for each in ended:
        groups.setdefault(each[place], []).append(each[0])
    return {name: {"completed": len(words), **rates(words.count("success"), words.count("failure"))}
            for name, words in groups.items()}


def sentence(tried, failed):
    """`2 of 8 failed, both in verify, both ENH`: what most of them have in common."""
    if not failed:
        return None

    def most(values):
        counts = {value: values.count(value) for value in values}
        value = min(counts, key=lambda each: (-counts[each], each is None, (each or "").encode()))
        return value, counts[value]

    def part(count):
        if count == len(failed):
            return {1: "", 2: "both "}.get(count, "all ")
        return "%d " % count if 2 * count > len(failed) else None

    text = "%d of %d failed" % (len(failed), len(tried))
    phase, count = most([each[2] for each in failed])
    if phase is not None and part(count) is not None:
        text += ", %sin %s" % (part(count), phase)
    type, count = most([each[4] for each in failed])
    if part(count) is not None:
        text += ", %s%s" % (part(count), type)
    return text


def runs(events):
    """Records of one event id, or of one run id, say together how a run stands."""
    found = {}
    for each in events:
        key = text(each.fields, "event_id") or text(each.fields, "run_id")
        if each.called != "run" or key is None:
            continue
        run = found.setdefault(key, {"status": None, "agent": "unknown"})
        if is_text(each.fields.get("agent_name")):
            run["agent"] = each.fields["agent_name"]
        told, known = outcome(each.fields), run["status"] not in (None, "unknown")
        if told and (not known or told not in ("running", "unknown")):
            run["status"] = told
    if not found:
        return None

    def tally(statuses):
        counts = {word: statuses.count(word) for word in ENDINGS}
        ended = sum(counts.values()) - counts["running"]
        return {**counts, "unknown": len(statuses) - sum(counts.values()), "ended": ended,
                "success_rate": counts["success"] / ended if ended else None}

    agents = {}
    for run in found.values():
        agents.setdefault(run["agent"], []).append(run["status"])
    return {"runs": len(found), "overall": tally([run["status"] for run in found.values()]),
            "by_agent": {name: tally(statuses) for name, statuses in agents.items()}}


def context(events):
    """Each snapshot of the issue that it names, else of one that was open then."""
    open_, peaks, others, snapshots = {}, {}, 0, 0  # open_: issue -> session, in order of starts
    for each in events:
        issue = text(each.fields, "issue_id")
        session = text(each.fields, "session_id") or text(each.fields, "run_id")
        if each.called in STARTS and issue:
            open_.pop(issue, None)
            open_[issue] = session or ""
        elif each.called in COMPLETIONS and issue:
            open_.pop(issue, None)
        elif each.called == "context_snapshot":
            tokens = integer(each.fields, "estimated_tokens")
            if tokens is None or tokens < 0:
                continue
            if not issue and session:
                issue = next((one for one in reversed(open_) if open_[one] == session), None)
            if not issue and len(open_) == 1:
                issue = next(iter(open_))
            if issue:
                snapshots += 1
                peaks[issue] = max(peaks.get(issue, tokens), tokens)
            else:
                others += 1
    if snapshots + others == 0:
        return None
    largest = min(peaks, key=lambda issue: (-peaks[issue], issue.encode()), default=None)
    return {"issues": len(peaks), "snapshots": snapshots, "others": others,
            "mean_tokens": sum(peaks.values()) / len(peaks) if peaks else None,
            "max_tokens": peaks.get(largest), "max_issue": largest}


def modes(events, since, until):
    """How long each mode was in force; an instant is of the mode that came last before it."""
    course, changes = Course(), []
    for each in events:
        if each.called != "mode_transition" or is_text(each.fields.get("scope")):
            continue
        known = len(course.taken)
        course.follow(each.fields, each.time)
        if len(course.taken) > known and each.time is not None:
            changes.append((each.time, course.mode))
    if not changes:
        return None
    first = course.taken[0][0]
    marks = [(since, first)] + [(max(since, time), mode) for time, mode in changes if time < until]
    time_s = {}
    for (begin, mode), (end, _) in zip(marks, marks[1:] + [(until, None)]):
        time_s[mode] = time_s.get(mode, 0) + end - begin
    return {"mode": course.mode, "mode_since": rfc3339(course.taken[-1][2]),
            "changes": sum(since <= time < until for time, _ in changes),
            "time_s": {mode: ns / 1e9 for mode, ns in time_s.items() if ns > 0}}


def work(paths, since, until):
    """The work of agents, each piece in the period of its earliest telling."""
    def is_in(time):
        return time is not None and since <= time < until

    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    count = usage.Count(usage.Prices(os.path.join(root, "prices.yaml")))
    for path in paths:
        count.file(path)
    told = usage.answer(count, is_in)
    if not told["by_session"] and not any(told["totals"][key] for key in (
            "responses", "prompts", "tool_calls", "compactions")):
        return None
    moments, peak = {}, 0  # by session: (time, whether it only goes on)
    for things, is_prompt in ((count.prompts, True), (count.responses, False),
                              (count.calls, False)):
        for tellings in things.values():
            time, session = usage.first(tellings)
            if not is_in(time) or session is None:
                continue
            main = any(each["main"] for each in tellings)
            moments.setdefault(session, []).append((time, not (is_prompt and main)))
            if things is count.calls:
                ends = [each["time"] for each in tellings if "end" in each and each["time"]]
                moments[session].append((min(ends, default=time), True))
            if things is count.responses and main:
                peak = max(peak, sum(max(each["tokens"].get(kind, 0) for each in tellings)
                                     for kind in ("input_tokens", "cache_read_tokens",
                                                  "cache_creation_tokens")))
    turns = [turn for each in moments.values() for turn in turned(sorted(each))]
    return {**told["totals"], "turns": sum(worked for _, _, worked in turns),
            "active_s": sum(end - begin for begin, end, _ in turns) / 1e9,
            "context_peak_tokens": peak, "by_model": told["by_model"]}


def turned(moments):
    """(begin, end, whether something was done) of each prompt with what follows it."""
    turns = []
    for time, goes_on in moments:
        if goes_on and turns:
            turns[-1] = (turns[-1][0], time, True)
        else:
            turns.append((time, time, goes_on))
    return turns


def ratio(now, before):
    return (now - before) / before if now is not None and before else None


def change(now, before, timing, other, tells_all):
    """How the figures differ from those of the period before."""
    one, two = (each.get("issues") or {} for each in (now, before))
    rates_ = [each.get("success_rate") for each in (one, two)]
    means = [(each.get("duration") or {}).get("mean_s") for each in (one, two)]
    result = {"completed": ratio(one.get("completed", 0), two.get("completed", 0)),
              "success_rate": None if None in rates_ else rates_[0] - rates_[1],
              "mean_duration_s": ratio(*means), "phases": contributions(timing, other)}
    if tells_all:
        works = [each.get("work") or {} for each in (now, before)]
        tokens = [float(sum(each.get(kind, 0) for kind in (
            "input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens")))
            for each in works]
        costs = [each.get("cost_usd", 0.0) for each in works]
        result.update(tokens=ratio(*tokens), cost_usd=ratio(*costs))
    return result


def contributions(timing, other):
    """(Σp/N now − Σp/N before) ÷ (Σ/N now − Σ/N before) of each phase."""
    sums, counts = [], []
    for each in (timing, other):
        report = each.report()["phases"]
        exact = {}
        pairs = [pair for attempt in each.attempts.all for pair in attempt.counted_pairs()]
        for phase, ns, _, *place in each.timed + pairs:
            if each.selection.has(*place):
                exact[phase] = exact.get(phase, 0) + ns
        sums.append({phase: exact[phase] for phase in report})
        counts.append(sum(ended[1] for ended in each.ended))
    wholes = [float(sum(each.values())) / float(count) if count else None
              for each, count in zip(sums, counts)]
    difference = None if None in wholes else wholes[0] - wholes[1]
    is_told = difference is not None and abs(difference) >= 1e6

    def mean(place, phase):
        return float(sums[place].get(phase, 0)) / float(counts[place]) if counts[place] else 0.0

    return {"per_attempt_s": None if wholes[0] is None else wholes[0] / 1e9,
            "per_attempt_before_s": None if wholes[1] is None else wholes[1] / 1e9,
            "contributions": {
                phase: (mean(0, phase) - mean(1, phase)) / difference if is_told else None
                for phase in sums[0].keys() | sums[1].keys()},
            "by_phase": {
                phase: {"per_attempt_s": mean(0, phase) / 1e9,
                        "per_attempt_before_s": mean(1, phase) / 1e9}
                for phase in sums[0].keys() | sums[1].keys()}}


def figures(everything, paths, since, until, tool):
    """The sections of one period, and its phases as they were folded."""
    events = within(everything, since, until)
    velocity, timing = fold(Velocity(tool=tool), events), fold(PhaseTiming(tool=tool), events)
    told = {"since": rfc3339(since), "until": rfc3339(until), "events": len(events),
            "issues": issues(velocity), "phases": phases(timing), "failures": failures(timing)}
    if tool is None:
        usage_ = fold(ToolUsage(), events)
        has_calls = usage_.single or usage_.tellings or usage_.programs
        told.update(
            tools=usage_.report() if has_calls else None,
            work=work(paths, since, until) if paths else None,
            context=context(events), runs=runs(events),
            modes=modes(within(everything, None, None), since, until))
    return {key: value for key, value in told.items() if value is not None}, timing


def summary(paths, since, until, before=None, tool=None, has_work=True):
    everything, paths = list(read(paths)), paths if has_work else []
    told, timing = figures(everything, paths, since, until, tool)
    told.update(schema="tlm.summary/1", tool=tool,
                untimely=sum(each.is_unreadable for each in everything))
    if before:
        other, other_timing = figures(everything, paths, *before, tool)
        told["before"] = other
        told["change"] = change(told, other, timing, other_timing, tool is None)
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    for option in ("--since", "--until", "--before-since", "--before-until"):
        parser.add_argument(option, type=instant)
    parser.add_argument("--tool")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--without-work", action="store_true")
    options = parser.parse_args()
    before = (options.before_since, options.before_until)
    json.dump(summary(options.files, options.since, options.until,
                      None if None in before else before, options.tool, not options.without_work),
              sys.stdout)
    print()


if __name__ == "__main__":
    main()
