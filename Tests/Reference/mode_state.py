"""The mode in force and how it came to be, by definitions.md and DESIGN.md §4."""

from fields import find, is_text
from times import rfc3339

KEPT, RETURN_NS, DAY_NS = 64, 600 * 10**9, 86_400 * 10**9


def word(event, *keys):
    for key in keys:
        found = find(event, (key,), is_text)[1]
        if found:
            return found
    return None


class Course:
    """Follows transitions one after the other; those that are not followed are counted."""

    def __init__(self, mode="NORMAL"):
        self.mode = mode
        self.taken = []  # (from, to, time, event)
        self.edges, self.time, self.returns = {}, {}, {}
        self.elsewhere = self.late = self.idle = 0

    def follow(self, event, time):
        start, end = word(event, "from", "from_mode"), word(event, "to", "to_mode")
        since = self.taken[-1][2] if self.taken else None
        if end is None or end == (start or self.mode):
            self.idle += 1
        elif (start or self.mode) != self.mode:
            self.elsewhere += 1
        elif since is not None and time is not None and time < since:
            self.late += 1
        else:
            self.take(end, time, since, event)

    def take(self, end, time, since, event):
        edge = self.mode, end
        self.edges[edge] = self.edges.get(edge, 0) + 1
        if since is not None and time is not None:
            self.time[self.mode] = self.time.get(self.mode, 0) + time - since
            if self.taken[-1][0] == end and time - since <= RETURN_NS:
                day = rfc3339(time // DAY_NS * DAY_NS)[:10]
                self.returns[day] = self.returns.get(day, 0) + 1
        self.taken.append((self.mode, end, time, event))
        self.mode = end


class ModeState:
    name = "mode-state"

    def __init__(self):
        self.course, self.foreign = Course(), 0

    def handles(self, called):
        return called == "mode_transition"

    def fold(self, called, event, time, own):
        if isinstance(event.get("scope"), str):
            self.foreign += 1
        else:
            self.course.follow(event, time)

    def report(self):
        """Without the sentence and the history, whose form is the report's own business."""
        course = self.course
        key = lambda edge: tuple(each.encode() for each in edge)
        return {
            "mode": course.mode,
            "since": rfc3339(course.taken[-1][2]) if course.taken else None,
            "time_in_mode_s": {mode: float(time) / 1e9 for mode, time in course.time.items()},
            "edges": [{"from": edge[0], "to": edge[1], "count": course.edges[edge]}
                      for edge in sorted(course.edges, key=key)],
            "flapping": course.returns,
            "not_followed": {
                "from_another_mode": course.elsewhere, "older": course.late,
                "to_the_same_mode": course.idle, "other_scope": self.foreign},
        }
