#!/usr/bin/env python3
"""query.py FILE [--outcome WORD] [--issue-id ID] [--session-id ID] [--trace-id ID] [--run-id ID]
                 [--tool NAME] [--level WORD] [--event NAME] [--since TIME] [--until TIME]

Prints the lines of a file that meet every condition, independently of tlm, and to standard error how
many more would if their time could be read.
"""

import argparse
import sys

import lines
from fields import UNREADABLE, find, is_text, name, outcome, text, told_time
from times import from_text

IDS = ("issue_id", "session_id", "trace_id", "run_id", "tool")
LEVELS = {10: "trace", 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal"}


def level(event):
    value = find(event, ("level", "severity", "@l"),
                 lambda value: is_text(value) or type(value) is int and value in LEVELS)[1]
    return LEVELS.get(value, value) if isinstance(value, int) else value


def meets(event, options):
    """Whether an event meets every condition but those on time."""
    if options.event and name(event) != options.event:
        return False
    for key in IDS:
        wanted = getattr(options, key)
        if wanted and text(event, key) != wanted:
            return False
    if options.outcome and outcome(event) != options.outcome:
        return False
    return not options.level or level(event) == options.level


def run(options, file, out):
    since, until = (value and from_text(value) for value in (options.since, options.until))
    last, untimely = None, 0
    for line in file:
        for found in lines.judge(line[:-1] if line.endswith(b"\n") else line):
            if not isinstance(found, dict):
                continue
            told = told_time(found)
            last = told if told not in (None, UNREADABLE) else last
            if not meets(found, options):
                continue
            if since is not None or until is not None:
                if told == UNREADABLE:
                    untimely += 1
                time = None if told == UNREADABLE else last
                if time is None or since is not None and time < since \
                        or until is not None and time >= until:
                    continue
            out.write(line)
    return untimely


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[4])
    parser.add_argument("file")
    for option in ("outcome", "level", "event", "since", "until") + IDS:
        parser.add_argument("--" + option.replace("_", "-"), dest=option)
    options = parser.parse_args()
    with open(options.file, "rb") as file:
        untimely = run(options, file, sys.stdout.buffer)
    sys.stdout.flush()
    print(untimely, file=sys.stderr)


if __name__ == "__main__":
    main()
