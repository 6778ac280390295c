"""How often each event occurs, and when first and last."""

from fractions import Fraction

from fields import is_share
from selection import Selection
from times import rfc3339


class EventCounts:
    name = "event-counts"

    def __init__(self, tool=None, type=None):
        self.selection = Selection(tool, type)
        self.counts = {}
        self.times = {}
        self.samples = {}
        self.unnamed = 0
        self.untimed = 0

    def handles(self, name):
        return True

    def fold(self, name, event, time, own_time):
        """`time` is the resolved one: the event's own, else that of the nearest earlier event."""
        if not self.selection.includes(event):
            return
        self.untimed += own_time is None
        if name is None:
            self.unnamed += 1
            return
        self.counts[name] = self.counts.get(name, 0) + 1
        share = share_of(event.get("sample_rate"))
        if share is not None and share < 1:
            count, weight = self.samples.get(name, (0, 0))
            self.samples[name] = (count + 1, weight + nearest(Fraction(1e9 / share)))
        if time is not None:
            first, last = self.times.get(name, (time, time))
            self.times[name] = (min(first, time), max(last, time))

    def report(self):
        names = {}
        for name in sorted(self.counts, key=lambda name: name.encode()):
            first, last = self.times.get(name, (None, None))
            names[name] = {
                "count": self.counts[name], "first": rfc3339(first), "last": rfc3339(last)}
            if name in self.samples:
                kept, weight = self.samples[name]
                others = nearest(Fraction(weight, 10**9) - kept)
                names[name] |= {"sampled": kept, "estimated": self.counts[name] + others}
        return {"names": names, "unnamed": self.unnamed, "untimed": self.untimed}


def share_of(value):
    """The share that an event says was kept of its name; None where it says none."""
    return float(value) if is_share(value) else None


def nearest(number):
    """The nearest whole number, halves away from zero; of what is not below zero."""
    return int(number + Fraction(1, 2))
