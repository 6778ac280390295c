"""Where the time goes: phases of issues, states of loops, stages of requests."""

from attempts import STARTS, Attempts
from distribution import Distribution, bottleneck, shares
from fields import (COMPLETIONS, INVALID, issue_type, length, members, outcome, read_length,
                    text, valid)
from loops import Loops
from requests_by_trace import Requests
from selection import Selection, correlation, tool

COUNTED_OUTCOMES = ("success", "failure", "skipped")


class PhaseTiming:
    name = "phase-timing"

    def __init__(self, tool=None, type=None):
        self.selection = Selection(tool, type)
        self.timed = []      # (phase, ns, outcome, tool, type) of everything but the pairs
        self.ended = []      # of attempts: (outcome, whether timed, failing phase, tool, type)
        self.elapsed = {}    # phase: Distribution of its markers
        self.attempts = Attempts()
        self.loops = Loops(self.selection)
        self.requests = Requests(self.selection)
        self.invalid = 0
        self.actions = {
            **dict.fromkeys(STARTS, self.start),
            **dict.fromkeys(COMPLETIONS, self.complete),
            "issue_phase": self.issue_phase,
            "phase_start": self.phase_start,
            "phase_end": self.phase_end,
            **self.loops.actions, **self.requests.actions}

    def handles(self, name):
        return name in self.actions

    def concerns(self, event):
        """Any event of an issue, whatever it is, makes its next completion another one."""
        return text(event, "issue_id") is not None

    def fold(self, name, event, time, own_time):
        issue, session = correlation(event)
        if issue and name not in STARTS and name not in COMPLETIONS:
            self.attempts.of(issue, session)
        if name in self.actions:
            self.actions[name](event, time)

    def start(self, event, time):
        issue, session = correlation(event)
        if issue:
            self.attempts.begin(issue, session)

    def issue_phase(self, event, time):
        phase, ns = text(event, "phase"), length(event)
        issue, session = correlation(event)
        if phase is None:
            return
        if ns == INVALID:
            self.count_invalid(event)
        elif ns is not None:
            self.timed.append((phase, ns, outcome(event), tool(event), issue_type(event)))
            if issue:
                self.attempts.of(issue, session).timed.add(phase)
                self.attempts.of(issue, session).note(phase, outcome(event))
        elif issue:
            attempt = self.attempts.of(issue, session)
            attempt.note(phase, outcome(event))
            self.close_marker(attempt, time)
            attempt.marker = (phase, time) if self.selection.includes(event) else None

    def phase_start(self, event, time):
        phase, (issue, session) = text(event, "phase"), correlation(event)
        if phase and issue:
            self.attempts.of(issue, session).opened[phase] = time

    def phase_end(self, event, time):
        phase, (issue, session) = text(event, "phase"), correlation(event)
        if not (phase and issue):
            return
        attempt = self.attempts.of(issue, session)
        attempt.note(phase, outcome(event))
        ns = self.difference(attempt.opened.pop(phase, None), time, event)
        if ns is not None:
            attempt.pairs.append((phase, ns, outcome(event), tool(event), issue_type(event)))

    def complete(self, event, time):
        issue, session = correlation(event)
        attempt = self.attempts.complete(issue, session) if issue else None
        if attempt is None:
            return
        known = attempt.timed | {pair[0] for pair in attempt.pairs}
        is_timed = bool(known)
        for phase, value in members(event, "phases").items():
            ns = read_length(value, 1e9)
            if phase == "" or phase in known or ns is None:
                continue
            if ns == INVALID or valid(ns) == INVALID:
                self.count_invalid(event)
            else:
                self.timed.append((phase, ns, None, tool(event), issue_type(event)))
                is_timed = True
        self.close_marker(attempt, time)
        if self.selection.includes(event):
            self.ended.append(
                (outcome(event), is_timed, attempt.failed, tool(event), issue_type(event)))

    def close_marker(self, attempt, time):
        """A marker is there only if its own event counts; so does the time until the next."""
        phase, since = attempt.marker or (None, None)
        ns = self.difference(since, time)
        if ns is not None:
            self.elapsed.setdefault(phase, Distribution()).add(ns)

    def difference(self, since, until, event=None):
        """The time between, or None: a missing time says nothing, time running back is invalid."""
        if since is None or until is None:
            return None
        if valid(until - since) == INVALID:
            self.count_invalid(event)
            return None
        return until - since

    def count_invalid(self, event):
        self.invalid += event is None or self.selection.includes(event)

    def report(self):
        timed = self.timed + [
            pair for attempt in self.attempts.all for pair in attempt.counted_pairs()]
        timed = [entry for entry in timed if self.selection.has(*entry[3:])]
        phases = phase_map(timed)
        return {
            "phases": phases,
            "bottleneck": bottleneck(sums_by_phase(timed)),
            "elapsed": {phase: each.report() for phase, each in self.elapsed.items()},
            **self.loops.report(),
            **self.requests.report(),
            "by_tool": split(timed, lambda entry: entry[3]),
            "by_type": split(timed, lambda entry: entry[4]),
            "attempts": {
                "completed": len(self.ended), "timed": sum(each[1] for each in self.ended),
                **{word: sum(each[0] == word for each in self.ended)
                   for word in COUNTED_OUTCOMES}},
            "failures": failures(self.ended),
            "invalid": self.invalid + self.loops.invalid + self.requests.invalid}


def sums_by_phase(timed):
    sums = {}
    for phase, ns, *_ in timed:
        sums[phase] = sums.get(phase, 0) + ns
    return sums


def phase_map(timed):
    phases, distributions = {}, {}
    for phase, ns, outcome, _, _ in timed:
        counts = phases.setdefault(phase, dict.fromkeys(COUNTED_OUTCOMES + ("unknown",), 0))
        counts[outcome if outcome in COUNTED_OUTCOMES else "unknown"] += 1
        distributions.setdefault(phase, Distribution()).add(ns)
    share = shares(sums_by_phase(timed))
    return {phase: {**counts, **distributions[phase].report(), "share": share[phase]}
            for phase, counts in phases.items()}


def split(timed, key):
    """One map of phases for each tool or type, each with shares of its own."""
    groups = {}
    for entry in timed:
        groups.setdefault(key(entry), []).append(entry)
    return {name: phase_map(entries) for name, entries in groups.items()}


def failures(ended):
    """How many attempts failed, by tool, type and the phase that they failed in."""
    counts = {}
    for word, _, phase, tool, type in ended:
        if word == "failure":
            counts[tool, type, phase] = counts.get((tool, type, phase), 0) + 1
    order = sorted(counts, key=lambda key: (
        key[0].encode(), key[1].encode(), key[2] is None, (key[2] or "").encode()))
    return [{"phase": phase, "tool": tool, "type": type, "count": counts[tool, type, phase]}
            for tool, type, phase in order]
