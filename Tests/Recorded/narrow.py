"""What may differ between two recordings of one program, and nothing else.

Each rule names one thing. A time of now is told by its value: it lies between the begin of the
recording and its end, and no sample does.
"""

import calendar
import re
import time

TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)([T ])(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z?)")
FIXED_ID = "000102030405060708090a0b0c0d0e0f"  # of the stores whose id a recording sets
SGR = r"(?:\x1b\[\d*m)?"  # a change of colour, if there is one
ELAPSED = re.compile(r'("elapsed_s": ?)\d+\.\d+(?:e-?\d+)?(?=[,}])')
SLACK_S = 2

RULES = [
    # How long a replay, a rebuild, an effect took.
    (ELAPSED, r"\1<took>"),
    (re.compile(r'("event":"control_effect","duration_s":)\d+\.\d+(?:e-?\d+)?'), r"\1<took>"),
    # The same for people, at the end of the line that sums a replay up, plain or in colour.
    (re.compile(r"( · %s)[\d ]+\.\d{3} s%s · %s[\d ]+ events/s$" % (SGR, SGR, SGR), re.MULTILINE),
     r"\1<took>"),
    # Free bytes of the disk.
    (re.compile(r'("free_bytes":)\d+'), r"\1<free>"),
    (re.compile(r"^(%sdisk%s      )[\d.]+ [KMGTP]iB free$" % (SGR, SGR), re.MULTILINE),
     r"\1<free> free"),
    # How long ago a state was kept, in seconds.
    (re.compile(r'("since_progress_s":|"oldest_unapplied_age_s":)\d+'), r"\1<age>"),
    (re.compile(r"^(\S.*? (?:current|behind|stale|detached) .*?) +\d+ s$", re.MULTILINE),
     r"\1 <age>"),
    # How many days ago a sensor of 2024 said something.
    (re.compile(r"^(says         .*, )\d+ d ago", re.MULTILINE), r"\1<age> ago"),
    # The size of the index, which goes by the pages of the machine.
    (re.compile(r'("blocks":\d+,"bytes":)\d+'), r"\1<pages>"),
    (re.compile(r"^(size     )[\d.]+ [KM]iB$", re.MULTILINE), r"\1<pages>"),
    (re.compile(r"^(%sindex%s     %s\w+%s, )[\d.]+ [KM]iB" % (SGR, SGR, SGR, SGR), re.MULTILINE),
     r"\1<pages>"),
    # How far a loop had read its own decisions when it was ended.
    (re.compile(r'("(?:kind|state)":"stopped".*?"through":)\d+'), r"\1<through>"),
    # Which process carried an effect out.
    (re.compile(r'("runner":")[^"]+/\d+(?=")'), r"\1<runner>"),
    # The id of a store that the command itself made.
    (re.compile(r'("id":")(?!%s)[0-9a-f]{32}(?=")' % FIXED_ID), r"\1<id>"),
    (re.compile(r"^(id        )(?!%s)[0-9a-f]{32}(, format \d+, made )\d{4}-\d\d-\d\d$" % FIXED_ID,
                re.MULTILINE), r"\1<id>\2<today>"),
    # Where this binary would find the sources that make install puts beside it.
    (re.compile(r"(the sources of tlm are not at )\S*(/share/tlm/package)"), r"\1<prefix>\2"),
    # As many threads as the machine has cores.
    (re.compile(r"(How many threads take part[^(]*\(default: )\d+\)"), r"\1<cores>)"),
]
BEGAN = time.time()  # of the recording: this is imported before anything runs


class Narrow:
    """The rules for one sandbox."""

    def __init__(self, root):
        self.root = root

    def __call__(self, text):
        text = text.replace(self.root, "<here>")
        for pattern, replacement in RULES:
            text = pattern.sub(replacement, text)
        return TIME.sub(_placed, text)


def place(seconds):
    """`<now>` for a time of this recording, None for one of a sample."""
    return "<now>" if BEGAN - SLACK_S <= seconds <= time.time() + SLACK_S else None


def _placed(found):
    seconds = calendar.timegm(tuple(int(found[number]) for number in (1, 2, 3, 5, 6, 7)))
    return place(seconds) or found[0]
