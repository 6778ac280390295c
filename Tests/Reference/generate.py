#!/usr/bin/env python3
"""generate.py N OUT [--seed S]

Writes about N lines of a mixed log that is hard on readers: the same bytes for the same N and S.
"""

import argparse
import random

import spelling
from more_stories import MORE_STORIES, far_away
from stories import STORIES

AT_ONCE = 12  # stories that run side by side
HOUR_NS = 3600 * 10**9
LEAPS = (HOUR_NS, 20 * HOUR_NS, 100 * HOUR_NS, 1000 * HOUR_NS)  # nights, holidays, lost interest
BEGIN_NS = 1_770_976_800 * 10**9  # 2026-02-13T10:00:00Z
TIME_KEYS = ("ts", "ts", "ts", "timestamp", "timestamp", "@timestamp", "created_at", "start_time",
             "started_at", "sample_timestamp", "probed_at", "rated_at", "updated_at", "end_time",
             "timeUnixNano", "time", "@t", "eventTime", "t", "startTimeUnixNano")
NESTABLE = ("issue_id", "issue_type", "session_id", "sessionId", "run_id", "phase", "tool",
            "trace_id", "duration_s", "duration_ms", "result")


class Clock:
    """Runs forward by fits and starts, and back now and then; both in leaps, too."""

    def __init__(self, rng):
        self.rng, self.ns = rng, BEGIN_NS

    def tick(self):
        if self.rng.random() < 0.003:
            self.ns += self.rng.choice(LEAPS) * self.rng.choice((1, 1, 1, -1))
        elif self.rng.random() < 0.01:
            self.ns -= self.rng.randrange(self.rng.choice((10, 60, 600)) * 10**9)
        else:
            self.ns += self.rng.randrange(10**6, 4 * 10**9)
        return self.ns


def dated(rng, pairs, clock):
    """With a time at the front or the back, of one spelling or another; some have none."""
    ns, kind = clock.tick(), rng.random()
    if kind < 0.05:
        return pairs
    time = [(rng.choice(TIME_KEYS), spelling.time(rng, ns))]
    if kind < 0.08:  # the first key that holds a time counts, in the order of their trust
        time = [("timestamp", time[0][1]), ("ts", rng.choice(spelling.BROKEN_TIMES))]
    elif kind < 0.1:
        time = [("ts", rng.choice(spelling.BROKEN_TIMES))]
    elif kind < 0.12:
        time = [("metadata", {"timestamp": time[0][1]})]
    return time + pairs if rng.random() < 0.7 else pairs + time


def nested(rng, pairs):
    """With one or two of the fields moved into metadata, data or payload."""
    place = rng.choice(("metadata", "data", "payload"))
    movable = [pair for pair in pairs if pair[0] in NESTABLE]
    if not movable or rng.random() > 0.1 or any(key == place for key, _ in pairs):
        return pairs
    moved = rng.sample(movable, min(len(movable), rng.randrange(1, 3)))
    rest = [pair for pair in pairs if pair not in moved]
    return rest + [(place, dict(moved))]


def repeated(rng, pairs):
    """With a key given twice: the first one counts."""
    if not pairs or rng.random() > 0.03:
        return pairs
    key, _ = rng.choice(pairs)
    return pairs + [(key, rng.choice(("other", None, 1, True, {})))]


def broken(rng, good):
    """A line to quarantine, or several, or none: what crashes and careless writers leave behind."""
    return rng.choice((
        lambda: good[:rng.randrange(1, len(good))],
        lambda: good + good,
        lambda: b"\0" * rng.randrange(1, 100) + good,
        lambda: b"\0" * rng.randrange(1, 100),
        lambda: b"\xef\xbb\xbf" + good,
        lambda: rng.choice((b"", b"  ", b" \t ")),
        lambda: rng.choice((b"[1,2]", b"12", b'"text"', b"null", b"Traceback (most recent call)")),
        lambda: b'{"event":"x","a":"\xff\xfe"}',
        lambda: b'{"event":"x","a":"\xed\xa0\x80"}',
        lambda: rng.choice((b'{"event":"x","a":"\\ud800"}', b'{"event":"x","a":"\\udc00\\ud800"}')),
        lambda: b'{"event":"pair","a":"\\ud83d\\ude00 \\\\ud800"}',
        lambda: b'{"event":"x","a":%s}' % rng.choice(
            (b"NaN", b"Infinity", b"1e400", b"18446744073709551616", b"-9223372036854775809",
             b"01", b"1.", b".5", b"+1", b"0x10", b"tru", b"'a'")),
        lambda: b'{"event":"edge","a":%s}' % rng.choice(
            (b"1e-400", b"18446744073709551615", b"-9223372036854775808", b"0e99999999999999999",
             b"-0", b"1.7976931348623157e308", b"1" * 300 + b".5")),
        lambda: b'{"event":"x","a":"tab\there"}',
        lambda: b'{"event":"deep","a":' + b"[" * 900 + b"1" + b"]" * 900 + b"}",
        lambda: b'{"event":"x","a":' + b'{"a":' * 1100 + b"1" + b"}" * 1101,
        lambda: b'{"event":"long","a":"' + b"z" * rng.randrange(10_000, 40_000) + b'"}',
        lambda: b" \t" + good + b" \t",
    ))()


def log(rng, size):
    """Yields `size` lines, each with its end."""
    clock, running = Clock(rng), []
    for number in range(size):
        while len(running) < AT_ONCE:
            running.append(rng.choice(STORIES + MORE_STORIES)(rng, size))
        story = rng.choice(running)
        pairs = next(story, None)
        if pairs is None:
            running.remove(story)
            pairs = [("event", "story_end")]
        if number == size // 3:
            line = b'{"ts":"1969-12-31T23:59:59.999999999Z","event":"clock_skew"}'
        elif number == size // 2:
            line = b'{"ts":"2099-01-01T00:00:00Z","event":"clock_skew"}'
        elif number == size * 2 // 3:
            line = far_away(rng)
        else:
            line = spelling.line(rng, repeated(rng, nested(rng, dated(rng, pairs, clock))))
        if rng.random() < 0.03:
            line = broken(rng, line)
        last = number == size - 1
        yield line + (b"" if last else b"\r\n" if rng.random() < 0.05 else b"\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("lines", type=int, metavar="N")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with open(options.out, "wb") as out:
        for line in log(random.Random(options.seed), options.lines):
            out.write(line)


if __name__ == "__main__":
    main()
