#!/usr/bin/env python3
"""mode_day.py STORE

Reads the log of Examples/brainstem and says which transitions the rules that ship should have led
to, by counting samples and calls anew at every second; then which ones are recorded. Prints both
as one JSON document; ends with 1 if they differ.
"""

import glob
import json
import sys

from times import from_text

SECOND = 10**9
CALLS = ("tool_call_completed", "tool_call_failed")


def events(store):
    for path in sorted(glob.glob(store + "/log/*.jsonl")):
        with open(path, encoding="utf-8") as file:
            for line in file:
                event = json.loads(line)
                yield event, from_text(event["ts"]) // SECOND


class Day:
    def __init__(self, store):
        self.lines = list(events(store))
        self.load = {t: e["cpu_load_percent"] for e, t in self.lines
                     if e["event"] == "system_metrics_snapshot"}
        self.begin, self.end = min(self.load), max(self.load)

    def times(self, *names, **wanted):
        return [t for e, t in self.lines
                if e["event"] in names and all(e.get(key) == value for key, value in wanted.items())]

    def held(self, t, seconds, is_so):
        """Whether every sample of so many seconds was so; there is one every 5 s."""
        begin = t - seconds
        return begin >= self.begin and all(
            is_so(self.load[each]) for each in range(begin // 5 * 5, t + 1, 5))

    def busy(self, t):
        return self.held(t, 30, lambda load: load > 85)

    def risky(self, t):
        return self.within(self.times(*CALLS, risk_level="high"), t) > 5

    def hostile(self, t):
        return (self.within(self.times("anomaly_detected"), t) > 0
                and self.within(self.times("tool_call_blocked"), t) > 5)

    def within(self, times, t):
        return sum(t - 59 <= each <= t for each in times)

    def first(self, start, is_so, step=1):
        return next(t for t in range(start, self.end + 1, step) if is_so(t))

    def expected(self):
        answers = self.times("mode_transition_approved")
        alert = self.first(self.begin, lambda t: self.busy(t) or self.risky(t))
        calm = self.first(
            alert + 5, lambda t: self.held(t, 120, lambda load: load < 70), step=5)
        again = self.first(answers[0] + 1, lambda t: self.busy(t) or self.risky(t))
        lockdown = self.first(again + 1, self.hostile)
        recovery, = self.times("mode_transition", to="RECOVERY")
        quiet = self.first(recovery, lambda t: t % 5 == 0 and not any(
            self.busy(each) or self.risky(each) or self.hostile(each)
            for each in range(t - 600, t + 1, 5)))
        assert calm <= answers[0] <= calm + 300 and quiet <= answers[1] <= quiet + 300
        return [[alert, "NORMAL", "ALERT"], [answers[0], "ALERT", "NORMAL"],
                [again, "NORMAL", "ALERT"], [lockdown, "ALERT", "LOCKDOWN"],
                [recovery, "LOCKDOWN", "RECOVERY"], [answers[1], "RECOVERY", "NORMAL"]]

    def recorded(self):
        return [[t, e["from"], e["to"]] for e, t in self.lines if e["event"] == "mode_transition"]


def main():
    day = Day(sys.argv[1])
    expected, recorded = day.expected(), day.recorded()
    print(json.dumps({"expected": expected, "recorded": recorded}))
    sys.exit(0 if expected == recorded else 1)


if __name__ == "__main__":
    main()
