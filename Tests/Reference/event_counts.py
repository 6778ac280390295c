"""How often each event occurs, and when first and last."""

from selection import Selection
from times import rfc3339


class EventCounts:
    name = "event-counts"

    def __init__(self, tool=None, type=None):
        self.selection = Selection(tool, type)
        self.counts = {}
        self.times = {}
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
        if time is not None:
            first, last = self.times.get(name, (time, time))
            self.times[name] = (min(first, time), max(last, time))

    def report(self):
        names = {}
        for name in sorted(self.counts, key=lambda name: name.encode()):
            first, last = self.times.get(name, (None, None))
            names[name] = {
                "count": self.counts[name], "first": rfc3339(first), "last": rfc3339(last)}
        return {"names": names, "unnamed": self.unnamed, "untimed": self.untimed}
