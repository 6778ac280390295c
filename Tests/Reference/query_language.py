#!/usr/bin/env python3
"""query_language.py FILE N [--seed S]

Makes N random questions about the events of a file, as trees, and prints of each a line of JSON: its
texts and what must come of it, by an evaluation of the trees that knows no parser and no tlm.
"""

import argparse
import json
import random
import re
import sys

import lines
from fields import UNREADABLE, name, outcome, text, told_time
from query_sums import aggregate, key_of
from query_trees import Maker
from query_values import (ABSENT, MISSING, absolute, computed, datum, duration_of, event_duration,
                          holds, look_up, negated, order, order_to_literal, plain, precedes,
                          read_number, shown, time_of)
from times import rfc3339

KEYS = {"tool": "tool", "issue": "issue_id", "session": "session_id", "trace": "trace_id",
        "run": "run_id"}


class Line:
    """An event, where it stands and when it was."""

    def __init__(self, event, position, time):
        self.event, self.position, self.time = event, position, time


def read(path):
    events, offset, last = [], 0, None
    with open(path, "rb") as file:
        for line in file:
            start = offset + len(line) - len(line.lstrip(b"\0"))
            start += 3 if line.lstrip(b"\0").startswith(b"\xef\xbb\xbf") else 0
            for event in lines.judge(line[:-1] if line.endswith(b"\n") else line):
                if isinstance(event, dict):
                    told = told_time(event)
                    last = told if told not in (None, UNREADABLE) else last
                    events.append(Line(event, start, None if told == UNREADABLE else last))
            offset += len(line)
    return events


def value(tree, line):
    """What a tree of a value is for an event."""
    kind, event = tree[0], line.event
    if kind == "field":
        found = look_up(event, tree[1])
        return MISSING if found is ABSENT else datum(found)
    if kind == "literal":
        return tree[1]
    if kind == "negated":
        return negated(value(tree[1], line))
    if kind == "arithmetic":
        return computed(value(tree[1], line), tree[2], value(tree[3], line))
    if kind == "time_of":
        return time_of(event, tree[1])
    if kind == "duration_of":
        return duration_of(event, tree[1])
    if kind == "truth":
        return ("flag", holds_for(tree[1], line))
    return call(tree[1], tree[2:], line)


def call(function, arguments, line):
    event = line.event
    if function in KEYS:
        return datum(text(event, KEYS[function]))
    if function == "name":
        return datum(name(event))
    if function == "outcome":
        return datum(outcome(event))
    if function == "position":
        return ("num", line.position)
    if function == "time":
        return MISSING if line.time is None else ("time", line.time)
    if function == "duration":
        return event_duration(event)
    values = [value(argument, line) for argument in arguments]
    if function == "coalesce":
        return next((each for each in values if each is not MISSING), MISSING)
    return mapped(function, values[0])


def mapped(function, found):
    kind, content = found
    if function == "abs":
        return absolute(found)
    if function == "number":
        return found if kind == "num" else read_number(content) if kind == "text" \
            else ("num", content / 1e9) if kind == "dur" else MISSING
    if function == "lower":
        return MISSING if kind != "text" else (
            "text", re.sub("[A-Z]+", lambda match: match[0].lower(), content))
    if function == "length":
        return ("num", len(content)) if kind == "text" else MISSING
    if function == "seconds":
        return ("num", content / 1e9) if kind == "dur" else MISSING
    if kind != "time":
        return MISSING
    date = shown(content)
    return {"date": ("text", date.strftime("%Y-%m-%d")), "hour": ("num", date.hour),
            "weekday": ("num", date.isoweekday())}[function]


def holds_for(tree, line):
    """Whether a tree of a condition holds for an event."""
    kind = tree[0]
    if kind in ("and", "or"):
        return (all if kind == "and" else any)(holds_for(each, line) for each in tree[1:])
    if kind == "not":
        return not holds_for(tree[1], line)
    if tree[1][0] == "field":
        found = look_up(line.event, tree[1][1])
        is_there, found = found is not ABSENT, MISSING if found is ABSENT else datum(found)
    else:
        found = value(tree[1], line)
        is_there = found is not MISSING
    if kind == "exists" or not is_there:
        return is_there
    if kind == "compare":
        return compared(tree, found, line)
    if kind in ("in", "not in"):
        return any(order_to_literal(found, each) == 0 for each in tree[2]) == (kind == "in")
    if kind == "contains":
        return contains(look_up(line.event, tree[1][1]), tree[2])
    matches = found[0] == "text" and re.search(tree[2], found[1], re.ASCII | re.MULTILINE)
    return bool(matches) if kind == "~" else found[0] == "text" and not matches


def compared(tree, found, line):
    if tree[3][0] == "literal":
        return holds(tree[2], order_to_literal(found, tree[3][1]))
    other = value(tree[3], line)
    if other is MISSING or found is MISSING:
        return False
    return holds(tree[2], order(found, other))


def contains(found, part):
    if isinstance(found, str) and part[0] == "text":
        return part[1] in found
    return isinstance(found, list) and any(
        order_to_literal(datum(each), part) == 0 for each in found)


def as_json(found):
    kind, content = found
    if kind == "dur":
        return content / 1e9
    return rfc3339(content) if kind == "time" else None if kind == "missing" else content


class Rank:
    """Sorts rows by values of all kinds."""

    def __init__(self, row):
        self.row = row

    def __lt__(self, other):
        for one, two in zip(self.row, other.row):
            if key_of(one) != key_of(two):
                return precedes(one, two)
        return False


def grouped(events, keys, every, sums):
    groups, untimed = {}, 0
    for line in events:
        row = []
        if every:
            if line.time is None:
                untimed += 1
                continue
            row.append(("time", line.time // every * every))
        row += [plain(value(key, line)) for key in keys]
        groups.setdefault(tuple(map(key_of, row)), (row, []))[1].append(line)
    rows = [row + totals(sums, lines) for row, lines in
            sorted(groups.values(), key=lambda group: Rank(group[0]))]
    if every and not keys:
        rows = filled(rows, every, sums)
    if not every and not keys and not rows:
        rows = [totals(sums, [])]
    return rows, untimed


def filled(rows, every, sums):
    by_time, found = {row[0][1]: row for row in rows}, []
    if rows:
        first, last = rows[0][0][1], rows[-1][0][1]
        if (last - first) // every >= 100_000:
            return rows
        for start in range(first, last + 1, every):
            found.append(by_time.get(start) or [("time", start)] + totals(sums, []))
    return found


def followed(events, steps, within, keys):
    """Each time that events followed one another: what waits is as short as can be."""
    waiting, rows, untimed = {}, [], 0
    for line in events:
        met = [place for place, step in enumerate(steps) if holds_for(step, line)]
        row = [plain(value(key, line)) for key in keys]
        if not met or MISSING in row:
            continue
        if line.time is None:
            untimed += 1
            continue
        chains = waiting.setdefault(tuple(map(key_of, row)), {})
        for place in reversed(met):
            chain = chains.get(place, []) if place else []
            if place and (not chain or line.time < chain[-1].time
                          or not 0 <= line.time - chain[0].time <= within):
                continue
            chains.pop(place, None)
            if place < len(steps) - 1:
                chains[place + 1] = chain + [line]
            else:
                made = chain + [line]
                rows.append(row + [("dur", made[-1].time - made[0].time)] + [
                    part for each in made for part in (("time", each.time), ("num", each.position))])
            break
    return rows, untimed


def totals(sums, events):
    found = []
    for kind, argument in sums:
        values = [("flag", True) if argument is None else value(argument, line) for line in events]
        found.append(aggregate(kind, [each for each in values if each is not MISSING]))
    return found


def answer(question, events):
    """What must come of a question."""
    met = [line for line in events if question.where is None or holds_for(question.where, line)]
    found = {"matched": len(met), "positions": sum(line.position for line in met)}
    if question.steps:
        rows, found["untimed"] = followed(met, question.steps, question.within[1], question.keys)
    elif question.sums:
        rows, found["untimed"] = grouped(met, question.keys, question.every_ns, question.sums)
    elif question.keys:
        rows = [[value(key, line) for key in question.keys] for line in met][:20]
    else:
        return found
    found["rows"] = [[as_json(each) for each in row] for row in rows]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("file")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    events = read(options.file)
    maker = Maker(random.Random(options.seed), [line.event for line in events])
    for _ in range(options.count):
        question = maker.question()
        found = answer(question, events)
        json.dump({**question.texts(), "answer": found}, sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
