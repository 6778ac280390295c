"""Writes a log of mixed events: the same bytes for the same number, with every Python."""

from . import agents, issues, sensing, spelling
from .draw import Draw

SEED = 20_240_301
BEGIN_NS = 1_709_287_200 * spelling.SECOND_NS  # 2024-03-01T10:00:00Z
AT_ONCE = 14  # stories that run side by side
STORIES = (
    (issues.straight,) * 6 + (issues.odd,) * 5 + (issues.loop,) * 3 + (issues.request,) * 3
    + (issues.run,) * 2 + (agents.calls,) * 4 + (agents.hooks,) * 3 + (agents.transcript,) * 2
    + (agents.program,) + (agents.stranger,) * 2 + (sensing.snapshot,) * 9 + (sensing.task,) * 4
    + (sensing.knowledge,) * 3 + (sensing.control,) * 3)


class Clock:
    """Runs forward by fits and starts; some events come late, some early, one from far away."""

    def __init__(self, draw):
        self.draw, self.ns = draw, BEGIN_NS

    def next(self, number):
        draw = self.draw
        self.ns += 1_000_000 + draw.below(20_000) * 1_000_003
        if draw.below(4000) == 0:
            self.ns += draw.pick((1, 8, 20, 60)) * 3600 * spelling.SECOND_NS
        if number % 100_003 == 50_000:
            return 4_070_908_800 * spelling.SECOND_NS  # 2099
        kind = draw.below(100)
        if kind < 2:
            return self.ns - draw.below(draw.pick((2, 90, 5000))) * spelling.SECOND_NS
        if kind == 2:
            return self.ns + draw.below(draw.pick((5, 59, 300))) * spelling.SECOND_NS
        return self.ns


def dated(draw, members, ns):
    """A line of an event, with its time at the front, at the back, broken, nested or not there."""
    kind = draw.below(100)
    if kind < 5:
        return "{%s}" % members
    if kind < 6:
        return '{"ts":%s,%s}' % (draw.pick(spelling.ODD_TIMES), members)
    if kind < 7:
        return '{"ts":%s,"timestamp":%s,%s}' % (
            draw.pick(spelling.ODD_TIMES), spelling.time(draw, ns), members)
    if kind < 60:
        return '{"ts":"%s",%s}' % (spelling.rfc3339(ns), members)
    key = draw.pick(spelling.TIME_KEYS)
    if kind < 80:
        return '{"%s": %s, %s}' % (key, spelling.time(draw, ns), members)
    return '{%s,"%s":%s}' % (members, key, spelling.time(draw, ns))


def damaged(draw, line):
    """Bytes that are no event, or that are one all the same: what crashes leave behind."""
    kind = draw.below(11)
    return (
        lambda: line[:1 + draw.below(len(line) - 1)], lambda: line + line,
        lambda: b"\0" * (1 + draw.below(60)) + line, lambda: b"\xef\xbb\xbf" + line,
        lambda: draw.pick((b"", b"  ", b" \t ")), lambda: b"[1,2]",
        lambda: b"Traceback (most recent call last):", lambda: b'{"event":"x","a":"\xff\xfe"}',
        lambda: b'{"event":"x","a":%s}' % draw.pick(
            (b"NaN", b"01", b"1.", b".5", b"1e400", b"'a'")),
        lambda: b'{"event":"deep","a":' + b"[" * 200 + b"]" * 200 + b"}",
        lambda: b" \t" + line + b"\r",
    )[kind]()


def write(path, events):
    """Writes so many events, and damaged lines between them."""
    draw = Draw(SEED)
    clock, running, begin = Clock(draw), [], STORIES + (sensing.Modes().change,) * 2
    with open(path, "wb", buffering=1 << 20) as out:
        for number in range(events):
            while len(running) < AT_ONCE:
                running.append(draw.pick(begin)(draw))
            place = draw.below(AT_ONCE)
            members = next(running[place], None)
            while members is None:
                running[place] = draw.pick(begin)(draw)
                members = next(running[place], None)
            line = dated(draw, members, clock.next(number)).encode()
            out.write(line + (b"\r\n" if draw.chance(2) else b"\n"))
            if draw.below(150) == 0:
                out.write(damaged(draw, line) + b"\n")
