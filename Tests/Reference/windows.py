"""The events of files that lie in a stretch of time, as a summary and trends see them."""

import lines
from fields import UNREADABLE, name, told_time


class Event:
    """A line with what is known of its time."""

    def __init__(self, fields, called, time, own, is_unreadable):
        self.fields, self.called, self.time, self.own = fields, called, time, own
        self.is_unreadable = is_unreadable


def read(paths):
    """All events of files, read as one log: an untimed one has the time of the line before."""
    last = None
    for path in paths:
        with open(path, "rb") as file:
            for line in file:
                for found in lines.judge(line[:-1] if line.endswith(b"\n") else line):
                    if not isinstance(found, dict):
                        continue
                    told = told_time(found)
                    own = None if told == UNREADABLE else told
                    last = own if own is not None else last
                    is_unreadable = told == UNREADABLE
                    yield Event(found, name(found), None if is_unreadable else last, own,
                                is_unreadable)


def within(events, since, until):
    """Those from `since` on and before `until`; None: without that bound."""
    return [each for each in events if each.time is not None
            and (since is None or since <= each.time) and (until is None or each.time < until)]


def fold(projection, events):
    for each in events:
        concerns = getattr(projection, "concerns", lambda fields: False)
        if projection.handles(each.called) or concerns(each.fields):
            projection.fold(each.called, each.fields, each.time, each.own)
    return projection
