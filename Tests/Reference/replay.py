#!/usr/bin/env python3
"""replay.py --projection NAME [--set KEY=VALUE]… [FILE… | -]

Folds lines of JSON into one report, independently of tlm, and prints it as JSON.
"""

import argparse
import json
import sys
from time import time_ns

import lines
from event_counts import EventCounts
from fields import UNREADABLE, name, told_time
from mode_state import ModeState
from phase_timing import PhaseTiming
from sensors import SensorMetrics
from tool_usage import ToolUsage
from velocity import Velocity

PROJECTIONS = {each.name: each for each in (
    EventCounts, ModeState, PhaseTiming, SensorMetrics, ToolUsage, Velocity)}


def by_time(files):
    """The lines of all files, stably by time; one without takes that of the line before it."""
    dated = []
    for file in files:
        last = (0, 0)
        for line in file:
            line = line if line.endswith(b"\n") else line + b"\n"
            for found in lines.judge(line[:-1]):
                told = told_time(found) if isinstance(found, dict) else None
                last = last if told in (None, UNREADABLE) else (1, told)
            dated.append((last, line))
    return [[line for _, line in sorted(dated, key=lambda pair: pair[0])]]


def replay(projection, files):
    """Folds open binary files in the order given."""
    events = matched = quarantined = 0
    last = None  # the time of the nearest earlier event that has one, over all files
    for file in files:
        for line in file:  # binary: cut at line feeds and nowhere else
            for found in lines.judge(line[:-1] if line.endswith(b"\n") else line):
                if found is lines.BLANK:
                    continue
                if found is lines.QUARANTINED:
                    quarantined += 1
                    continue
                events += 1
                called, told = name(found), told_time(found)
                time = None if told == UNREADABLE else told
                last = time if time is not None else last
                if time is not None and hasattr(projection, "observe"):
                    projection.observe(time)
                concerns = getattr(projection, "concerns", lambda event: False)
                if projection.handles(called) or concerns(found):
                    matched += 1
                    projection.fold(called, found, None if told == UNREADABLE else last, time)
    if hasattr(projection, "end_of_log"):
        projection.end_of_log(time_ns())
    return {"projection": projection.name, "events": events, "matched": matched,
            "quarantined": quarantined, "report": projection.report()}


def opened(paths):
    for path in paths or ["-"]:
        if path == "-":
            yield sys.stdin.buffer
        else:
            with open(path, "rb") as file:
                yield file


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("--projection", choices=sorted(PROJECTIONS), required=True)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--merge-by-time", action="store_true")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    parameters = dict(each.split("=", 1) for each in options.set)
    files = opened(options.files)
    files = by_time(files) if options.merge_by_time else files
    result = replay(PROJECTIONS[options.projection](**parameters), files)
    json.dump(result, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
