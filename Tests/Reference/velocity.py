"""How many issues are started and completed per bucket of time, how well, and the trend."""

import datetime
from fractions import Fraction
from math import isqrt

from attempts import STARTS, Attempts
from distribution import Distribution
from fields import COMPLETIONS, INVALID, length, outcome
from selection import Selection, correlation, tool
from times import rfc3339

SECOND = 10**9
HOUR, DAY = 3600 * SECOND, 86400 * SECOND
PERIODS = ("hour", "day", "week", "month", "quarter")
EMPTY_LIMIT = 50_000  # so many empty buckets are listed at most
Z = Fraction(196, 100)


class Velocity:
    name = "velocity"

    def __init__(self, per="day", tool=None, type=None):
        self.per, self.selection = per, Selection(tool, type)
        self.attempts = Attempts()
        self.starts = []        # times
        self.completions = []   # (time, outcome, tool, duration)
        self.first = self.greatest = None
        self.duplicates = self.invalid = 0

    def handles(self, name):
        return True

    def fold(self, name, event, time, own_time):
        if time is not None:
            self.first = time if self.first is None else self.first
            self.greatest = time if self.greatest is None else max(time, self.greatest)
        issue, session = correlation(event)
        if not issue:
            return
        counts = self.selection.includes(event)
        if name in STARTS:
            self.attempts.begin(issue, session)
            if counts:
                self.starts.append(time)
        elif name not in COMPLETIONS:
            self.attempts.of(issue, session)
        elif self.attempts.complete(issue, session) is None:
            self.duplicates += counts
        elif counts:
            ns = length(event)
            self.invalid += ns == INVALID
            ns = None if ns == INVALID else ns
            self.completions.append((time, outcome(event), tool(event), ns))

    def report(self):
        started, completed = {}, {}
        for time in self.starts:
            if time is not None:
                started.setdefault(self.bucket(time), []).append(time)
        for entry in self.completions:
            if entry[0] is not None:
                completed.setdefault(self.bucket(entry[0]), []).append(entry)
        numbers = sorted(started.keys() | completed.keys())
        listed, left_out = every_bucket(numbers)
        tools = {}
        for entry in self.completions:
            tools.setdefault(entry[2], []).append(entry)
        slope, trend = self.trend(numbers, completed)
        report = {
            "per": self.per,
            "buckets": [
                {"start": self.start(number), "partial": self.is_partial(number),
                 "started": len(started.get(number, [])), **figures(completed.get(number, []))}
                for number in listed],
            "overall": {"completed": len(self.completions), "velocity_per_day": self.per_day(),
                        "success_rate": figures(self.completions)["success_rate"]},
            "trend": trend, "slope": slope, "trend_clear": self.clear, "duplicates": self.duplicates,
            "by_tool": {name: by_tool(figures(entries)) for name, entries in tools.items()}}
        if self.invalid:
            report["invalid"] = self.invalid
        if left_out:
            report["left_out"] = [
                {"from": self.start(first), "to": self.start(last), "buckets": last - first + 1}
                for first, last in left_out]
        return report

    def per_day(self):
        days = [time // DAY for time, *_ in self.completions if time is not None]
        if not days:
            return None
        return len(self.completions) / (max(days) - min(days) + 1)

    def bucket(self, ns):
        """Numbers that neighbours in time have side by side."""
        if self.per == "hour":
            return ns // HOUR
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=ns // DAY)
        if self.per == "day":
            return date.toordinal()
        if self.per == "week":
            return (date.toordinal() - date.weekday()) // 7
        month = date.year * 12 + date.month - 1
        return month if self.per == "month" else month // 3

    def start_date(self, number):
        if self.per == "day":
            return datetime.date.fromordinal(number)
        if self.per == "week":  # ordinal 1 is a Monday
            return datetime.date.fromordinal(number * 7 + 1)
        month = number if self.per == "month" else number * 3
        return datetime.date(month // 12, month % 12 + 1, 1)

    def start_ns(self, number):
        if self.per == "hour":
            return number * HOUR
        return (self.start_date(number) - datetime.date(1970, 1, 1)).days * DAY

    def start(self, number):
        return rfc3339(self.start_ns(number))

    def is_partial(self, number):
        if self.greatest is None:
            return False
        begins_inside = self.bucket(self.first) == number and self.start_ns(number) != self.first
        return self.bucket(self.greatest) == number or begins_inside

    def trend(self, numbers, completed):
        """Over the complete buckets only; empty ones are zeros, however many there are."""
        self.clear = False
        if not numbers:
            return None, "stable"
        partial = {number for number in (self.bucket(self.first), self.bucket(self.greatest))
                   if numbers[0] <= number <= numbers[-1] and self.is_partial(number)}
        n = numbers[-1] - numbers[0] + 1 - len(partial)
        points = [(number - numbers[0] - sum(each < number for each in partial),
                   len(completed.get(number, [])))
                  for number in numbers if number not in partial]
        self.clear = sum(y for _, y in points) >= 8
        mean = Fraction(sum(y for _, y in points), n) if n else 0
        if n < 3 or mean == 0:
            return None, "stable"
        middle = Fraction(n - 1, 2)
        # Σ(x − x̄)(y − ȳ) = Σ(x − x̄)·y, and Σ(x − x̄)² = n(n² − 1) / 12.
        slope = sum((x - middle) * y for x, y in points) / Fraction(n * (n * n - 1), 12) / mean
        threshold = Fraction(1, 20)
        if slope > threshold:
            return float(slope), "increasing"
        return float(slope), "decreasing" if slope < -threshold else "stable"


def every_bucket(numbers):
    """All from the first to the last, but for the longest empty stretches beyond the limit."""
    gaps = [(left + 1, right - 1) for left, right in zip(numbers, numbers[1:]) if right > left + 1]
    left_out, empty = [], sum(last - first + 1 for first, last in gaps)
    for first, last in sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap[0])):
        if empty <= EMPTY_LIMIT:
            break
        left_out.append((first, last))
        empty -= last - first + 1
    listed = list(numbers)
    for first, last in set(gaps) - set(left_out):
        listed += range(first, last + 1)
    return sorted(listed), sorted(left_out)


def figures(entries):
    counts = {word: sum(entry[1] == word for entry in entries)
              for word in ("success", "failure", "skipped")}
    durations = Distribution()
    for *_, ns in entries:
        if ns is not None:
            durations.add(ns)
    low, high = wilson(counts["success"], counts["failure"])
    tried = counts["success"] + counts["failure"]
    return {"completed": len(entries), **counts,
            "success_rate": counts["success"] / tried if tried else None,
            "success_rate_low": low, "success_rate_high": high,
            "mean_duration_s": durations.report()["mean_s"]}


def by_tool(figures):
    return {key: figures[key] for key in (
        "completed", "success", "failure", "success_rate", "mean_duration_s")}


def wilson(success, failure):
    """The interval by its textbook formula, in fractions; only the root is cut, after 60 digits."""
    n = success + failure
    if n == 0:
        return None, None
    p = Fraction(success, n)
    centre = p + Z * Z / (2 * n)
    spread = Z * root(p * (1 - p) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    # The two ends that are whole numbers, which a root that is cut would miss.
    low = 0.0 if success == 0 else float((centre - spread) / whole)
    return low, 1.0 if failure == 0 else float((centre + spread) / whole)


def root(fraction, digits=60):
    return Fraction(isqrt(fraction.numerator * 10**(2 * digits) // fraction.denominator),
                    10**digits)
