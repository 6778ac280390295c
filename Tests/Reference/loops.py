"""States of loops: how often entered, how long and how well their actions ran."""

from distribution import Distribution, bottleneck, shares
from fields import INVALID, find, integer, length, text, whole


class Loops:
    def __init__(self, selection):
        self.selection = selection
        self.current = {}    # (run or session, depth): the state it is in
        self.states = {}
        self.durations = {}
        self.invalid = 0
        self.actions = {
            "loop_start": self.clear, "loop_complete": self.clear,
            "state_enter": self.state_enter, "action_complete": self.action_complete}

    def clear(self, event, time):
        self.current.pop(source(event), None)

    def state_enter(self, event, time):
        state = text(event, "state")
        if state:
            if self.selection.includes(event):
                self.counts(state)["entries"] += 1
            self.current[source(event)] = state

    def action_complete(self, event, time):
        if not self.selection.includes(event):
            return
        state = text(event, "state") or self.current.get(source(event), "unknown")
        counts, ns = self.counts(state), length(event)
        counts["actions"] += 1
        code = find(event, ("exit_code",), lambda value: whole(value) is not None)[1]
        counts["failure"] += whole(code) not in (None, 0)
        if ns == INVALID:
            self.invalid += 1
        elif ns is not None:
            self.durations[state].add(ns)

    def counts(self, state):
        self.durations.setdefault(state, Distribution())
        return self.states.setdefault(state, {"entries": 0, "actions": 0, "failure": 0})

    def report(self):
        sums = {state: each.sum for state, each in self.durations.items()}
        share = shares(sums)
        states = {}
        for state, counts in self.states.items():
            timed = self.durations[state]
            states[state] = {
                **counts, **timed.report(), "share": share[state] if timed.values else None}
        return {"states": states, "states_bottleneck": bottleneck(sums)}


def source(event):
    run = text(event, "run_id") or text(event, "session_id") or ""
    return run, integer(event, "depth") or 0
