"""Stages of requests, by trace: from the entry to the task, its states, and to the reply."""

from distribution import Distribution, bottleneck, shares
from fields import INVALID, text, valid

TOTAL = "total"


class Trace:
    entry = None          # time of request_received
    entry_used = False    # entry_to_task is recorded once
    stage = None          # (from_state, time of its transition)
    task_end = None


class Requests:
    def __init__(self, selection):
        self.selection = selection
        self.counts = True    # whether the event that is looked at counts
        self.traces = {}
        self.stages = {}
        self.invalid = 0
        self.actions = {name: self.guard(action) for name, action in {
            "request_received": self.request_received, "task_started": self.task_started,
            "state_transition": self.state_transition, "task_completed": self.task_end,
            "task_failed": self.task_end, "reply_ready": self.reply_ready}.items()}

    def guard(self, action):
        """Without a trace or a time an event opens and closes nothing."""
        def guarded(event, time):
            trace = text(event, "trace_id")
            if trace and time is not None:
                self.counts = self.selection.includes(event)
                action(event, time, trace)
        return guarded

    def request_received(self, event, time, trace):
        self.traces[trace] = Trace()
        self.traces[trace].entry = time

    def task_started(self, event, time, trace):
        record = self.traces.setdefault(trace, Trace())
        if record.entry is not None and not record.entry_used:
            self.add("entry_to_task", time - record.entry)
            record.entry_used = True

    def state_transition(self, event, time, trace):
        state = text(event, "from_state")
        if state:
            record = self.traces.setdefault(trace, Trace())
            self.close_stage(record, time)
            record.stage = (state, time)

    def task_end(self, event, time, trace):
        record = self.traces.setdefault(trace, Trace())
        self.close_stage(record, time)
        record.task_end = time

    def reply_ready(self, event, time, trace):
        record = self.traces.pop(trace, Trace())
        if record.task_end is not None:
            self.add("task_to_reply", time - record.task_end)
        if record.entry is not None:
            self.add(TOTAL, time - record.entry)

    def close_stage(self, record, time):
        if record.stage:
            state, since = record.stage
            self.add(state, time - since)
            record.stage = None

    def add(self, stage, ns):
        if not self.counts:
            return
        if valid(ns) == INVALID:
            self.invalid += 1
        else:
            self.stages.setdefault(stage, Distribution()).add(ns)

    def report(self):
        sums = {stage: each.sum for stage, each in self.stages.items() if stage != TOTAL}
        share = {**shares(sums), TOTAL: None}
        requests = {
            stage: {**each.report(), "share": share[stage]} for stage, each in self.stages.items()}
        return {"requests": requests, "requests_bottleneck": bottleneck(sums)}
