#!/usr/bin/env python3
"""prune.py STORE [--older-than SECONDS] [--max-size BYTES] [--keep NAME:SECONDS]…

Says which segments of a store a prune takes away now, independently of tlm, and prints it as JSON.
Segments that take appends are never among them.
"""

import argparse
import glob
import json
import os
from time import time_ns

import lines
from fields import UNREADABLE, name, told_time


def events(path):
    """The name and the own time of each event of a segment; None for no time."""
    with open(path, "rb") as file:
        for line in file:
            for found in lines.judge(line.rstrip(b"\n")):
                if isinstance(found, dict):
                    told = told_time(found)
                    yield name(found), None if told in (None, UNREADABLE) else told


def goes(path, left, rules, now):
    sealed = os.stat(path.replace(".jsonl", ".sum")).st_mtime_ns
    told = list(events(path))
    newest = max((time for _, time in told if time is not None), default=sealed)
    old = rules.older_than is not None and min(newest, sealed) < now - rules.older_than * 10**9
    large = rules.max_size is not None and left > rules.max_size
    if not (old or large):
        return None
    for word in rules.keep:
        kept, _, length = word.rpartition(":")
        times = [min(time, sealed) for called, time in told if called == kept and time is not None]
        if times and max(times) >= now - int(length) * 10**9:
            return None
    return len(told)


def plan(store, rules):
    paths = sorted(glob.glob(os.path.join(store, "log", "*.jsonl")))
    left = sum(os.path.getsize(path) for path in paths)
    result = {"cut": int(os.path.basename(paths[0])[:20]), "segments": [], "events": 0, "bytes": 0}
    for path, after in zip(paths, paths[1:]):
        count = goes(path, left, rules, time_ns())
        if count is None:
            break
        size = os.path.getsize(path)
        result["segments"].append(int(os.path.basename(path)[:20]))
        result["cut"] = int(os.path.basename(after)[:20])
        result["events"] += count
        result["bytes"] += size
        left -= size
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("store")
    parser.add_argument("--older-than", type=int, metavar="SECONDS")
    parser.add_argument("--max-size", type=int, metavar="BYTES")
    parser.add_argument("--keep", action="append", default=[], metavar="NAME:SECONDS")
    rules = parser.parse_args()
    print(json.dumps(plan(rules.store, rules)))


if __name__ == "__main__":
    main()
