"""What happens in a generated log: each story yields events (lists of pairs) one by one."""

import spelling
from spelling import Raw

TOOLS = ("ll-auto", "ll-parallel", "ll-sprint", "ll-loop", None)
# "café" is there in both Unicode forms: names are equal when their bytes are.
PHASES = ("ready", "implement", "verify", "rare", "caf\u00e9", "cafe\u0301", 'q"uote\\',
          "tab\there", "😀")
WORDS = ("pass", "passed", "ok", "success", "completed", "done", "closed", "yes", "true", "fail",
         "failed", "failure", "error", "no", "false", "skipped", "partial", "timeout",
         "timed_out", "cancelled", "canceled", "interrupted", "running", "started", "unheard-of")
COMPLETIONS = ("issue_complete", "issue.completed", "issue.closed", "state.issue_completed",
               "state.issue_failed", "state.issue_skipped", "parallel.worker_completed")


ODD_VERDICTS = {
    "result": (" Failed ", "ABORTED", "Denied", True, False, 0, {}, [1], "🤷", "\tok\n"),
    "status": (200, "Completed", "in_progress", "PENDING", 1.5, None, "crashed"),
    "outcome": ("refused", "killed", "Errored", "open"),
    "verdict": ("YES", "No", "maybe"),
    "success": ("false", "False", 0, 1, "yes", "no", "0", 2, "partial", 1.0, [], ""),
    "exit_code": ("1", "0", " 2 ", 1.0, 0.5, "x", True, None, "-9"),
    "is_error": ("true", "False", 1, 0, 7, "no", {}),
    "isError": (True, "1", "what"),
    "error": (0, False, [], {}, [0], " ", True, "boom"),
}


def verdict(rng):
    """Fields that tell an outcome: mostly one, now and then several that disagree."""
    if rng.random() < 0.15:
        keys = rng.sample(sorted(ODD_VERDICTS), rng.randrange(1, 4))
        return [(key, rng.choice(ODD_VERDICTS[key])) for key in keys]
    return rng.choice((
        lambda: [(rng.choice(("result", "outcome", "status", "verdict")), rng.choice(WORDS))],
        lambda: [("result", rng.choice(("pass", "fail", "skipped")))],
        lambda: [("success", rng.random() < 0.5)],
        lambda: [("exit_code", rng.choice((0, 1, -9, 255)))],
        lambda: [("error", rng.choice(("", None, "boom")))],
        lambda: [],
    ))()


def seconds(rng):
    return rng.random() * rng.choice((0.001, 1, 60, 3600))


class Work:
    """One session's view of one issue, from the small pool that makes sessions meet."""

    def __init__(self, rng, size):
        self.rng = rng
        number = int(max(4, size // 60) * rng.random() ** 3)  # a few issues are busy
        prefix = rng.choice(("BUG-", "ENH-", "FEAT-", "", "x1-", "-"))
        self.fields = [
            ("issue_id", "SOLO" if rng.random() < 0.02 else "%s%05d" % (prefix, number))]
        if rng.random() < 0.2:
            self.fields.append(("issue_type", rng.choice(("BUG", "chore", None))))
        key = rng.choice(("session_id", "sessionId", "session.id", "run_id", None))
        if key:
            self.fields.append((key, "s%d" % rng.randrange(max(2, size // 200))))
        self.tool = rng.choice(TOOLS)

    def event(self, name, *fields):
        tool = [("tool", self.tool)] if self.tool or self.rng.random() < 0.1 else []
        return [("event", name)] + tool + self.fields + list(fields)


def bench_issue(rng, size):
    """The way of an issue in bench/gen.py: a start, tool calls, timed phases, a completion."""
    work, trace = Work(rng, size), ("trace_id", "%032x" % rng.getrandbits(128))
    yield work.event("issue_start", ("wave", rng.randrange(1, 5)), trace)
    phases, good = {}, True
    for phase in PHASES[:3]:
        length = Raw("%.1f" % (5 + 200 * rng.random() ** 3))
        phases[phase] = length
        for _ in range(rng.randrange(2, 7)):
            yield [("level", "info"), ("component", "tool_executor"),
                   ("event", "tool_call_completed"), trace,
                   ("tool_name", rng.choice(("Read", "Edit", "Bash", "Grep"))),
                   ("success", rng.random() > 0.05), ("latency_ms", rng.randrange(3, 4000))]
        good = rng.random() > 0.1
        yield work.event("issue_phase", ("phase", phase), ("duration_s", length),
                         ("result", "pass" if good else "fail"), trace)
        if not good:
            break
    yield [("event", "system_metrics_snapshot"), ("component", "brainstem"),
           ("cpu_load_percent", rng.randrange(100))]
    yield [("event", "context_snapshot"), ("estimated_tokens", rng.randrange(180000)),
           ("breakdown", {"Read": rng.randrange(30), "Edit": rng.randrange(20)})]
    yield work.event("issue_complete", ("duration_s", 1), ("phases", phases),
                     ("result", "success" if good else "failure"), trace)


def odd_issue(rng, size):
    """Any events of an issue in any order; several of these run at once on the same issues."""
    work = Work(rng, size)
    for _ in range(rng.randrange(1, 20)):
        phase = ("phase", rng.choice(PHASES + PHASES[:3] * 3))
        kind = rng.random()
        if kind < 0.1:
            yield work.event(rng.choice(("issue_start", "issue.started")))
        elif kind < 0.3:
            yield work.event("issue_phase", phase, spelling.duration(rng, seconds(rng)),
                             *verdict(rng))
        elif kind < 0.45:
            yield work.event("issue_phase", phase, *verdict(rng))
        elif kind < 0.6:
            yield work.event("phase_start", phase)
        elif kind < 0.75:
            yield work.event("phase_end", phase, *verdict(rng))
        elif kind < 0.85:
            yield work.event("issue_phase", *odd_duration(rng, phase), *verdict(rng))
        elif kind < 0.88:
            yield work.event("issue_phase", ("phase", rng.choice(("", None))), ("duration_s", 1))
        elif kind < 0.9:
            yield [("event", "issue_phase"), ("issue_id", rng.choice((None, "", 7))), phase,
                   spelling.duration(rng, seconds(rng)), *verdict(rng)]
        else:
            for _ in range(rng.choice((1, 1, 2, 3))):  # the second and third are duplicates
                yield work.event(rng.choice(COMPLETIONS), ("phases", phases_map(rng)))


def odd_duration(rng, phase):
    unit = rng.choice(("duration_s", "duration_seconds", "elapsed_s"))
    return rng.choice((
        lambda: [phase, (unit, Raw(rng.choice(spelling.ODD_SECONDS)))],
        lambda: [phase, (unit, Raw(rng.choice(spelling.ABSURD_SECONDS)))],
        lambda: [("phase", "huge"), (unit, Raw(rng.choice(spelling.HUGE_SECONDS)))],
        lambda: [phase, (unit, "12.5")],  # a string is no number: this is a marker
        lambda: [phase, (unit, rng.choice((None, True, [1])))],
        lambda: [phase, (unit, "12.5"), ("duration_ms", 250)],
        lambda: [phase, ("duration", 1500), ("latency_ms", 2), ("elapsed_s", 3)],
    ))()


def phases_map(rng):
    if rng.random() < 0.2:
        return rng.choice((None, {}, [], "none"))
    values = (Raw("%.3f" % seconds(rng)), rng.randrange(100), Raw(rng.choice(spelling.ODD_SECONDS)),
              Raw(rng.choice(spelling.ABSURD_SECONDS)), None, "1.5", True, {"duration_s": 1})
    return {phase: rng.choice(values[:3] * 3 + values)
            for phase in rng.sample(PHASES, rng.randrange(1, 5))}


def pairs(rng, size):
    """Pairs that nest, stay open or are begun anew; a timed phase may overrule one of them."""
    work = Work(rng, size)
    outer, inner, third = rng.sample(PHASES, 3)
    if rng.random() < 0.7:
        yield work.event("issue_start")
    yield work.event("phase_start", ("phase", outer))
    yield work.event("phase_start", ("phase", inner))
    if rng.random() < 0.3:
        yield work.event("phase_start", ("phase", inner))
    if rng.random() < 0.3:
        yield work.event("issue_phase", ("phase", rng.choice((outer, inner))),
                         spelling.duration(rng, seconds(rng)))
    yield work.event("phase_end", ("phase", inner), *verdict(rng))
    yield work.event("phase_end", ("phase", third))
    if rng.random() < 0.6:
        yield work.event("phase_end", ("phase", outer), *verdict(rng))
    if rng.random() < 0.3:
        yield work.event("issue_phase", ("phase", outer), spelling.duration(rng, seconds(rng)))
    if rng.random() < 0.6:
        phases = {phase: rng.randrange(50) for phase in (outer, inner, third)}
        yield work.event(rng.choice(COMPLETIONS), ("phases", phases))


def loop(rng, size):
    """A loop with a sub-loop one level down, with and without the state in the action."""
    run = [(key, "r%d" % rng.randrange(20)) for key in ("run_id", "session_id")
           if rng.random() < 0.4]
    for depth in ([], [("depth", 1)], []):
        states = rng.sample(("build", "test", "fix", "unknown", "\u00e9tat", "e\u0301tat"), 3)
        if rng.random() < 0.8:
            yield [("event", "loop_start"), ("loop", "sim")] + run + depth
        for state in states:
            if rng.random() < 0.9:
                yield [("event", "state_enter"), ("state", state), ("iteration", 1)] + run + depth
            if rng.random() < 0.2:
                yield [("event", "state_enter"), ("state", None)] + run + depth
            own = [("state", rng.choice(states))] if rng.random() < 0.2 else []
            length = rng.choice((
                [("duration_ms", rng.randrange(5000))], [], [("duration_ms", -1)],
                [("duration_ms", None)], [spelling.duration(rng, seconds(rng))]))
            code = rng.choice(([("exit_code", 0)], [("exit_code", 3)], []))
            yield [("event", "action_complete")] + own + length + code + run + depth
        if rng.random() < 0.7:
            yield [("event", "loop_complete"), ("terminated_by", "terminal")] + run + depth


def request(rng, size):
    """A request by trace; events are missing, repeated and out of order now and then."""
    key = rng.choice(("trace_id", "trace_id", "traceId"))
    trace = [(key, rng.choice(("%032x" % rng.getrandbits(128), "abc%d" % rng.randrange(5))))]
    if rng.random() < 0.05:
        trace = []
    steps = ["request_received", "task_started", "init", "planning", "llm_call", None,
             rng.choice(("task_completed", "task_failed")), "reply_ready"]
    for at, step in enumerate(steps):
        for _ in range(rng.choice((0, 1, 1, 1, 1, 1, 1, 2))):
            if step and "_" in step and step != "llm_call":
                yield [("event", step)] + trace
            elif at in range(2, 6):
                yield [("event", "state_transition"), ("from_state", step)] + trace


def stranger(rng, size):
    """Events that no projection knows, with every way to have a name or none."""
    name = rng.choice(("heartbeat", "Überraschung", "cafe\u0301", "caf\u00e9", "x" * 300, "a\nb\u0000c",
                       "🤖", "issue_phases", " issue_phase"))
    yield rng.choice((
        [("event", name)],
        [("event_type", name)],
        [("type", name), ("data", {"event": "inner"})],
        [("event", ""), ("hook_event_name", name)],
        [("event", None), ("type", 5), ("record_type", name)],
        [("event", 1)],
        [("message", "no name")],
        [],
    ))


STORIES = (bench_issue, bench_issue, odd_issue, odd_issue, odd_issue, pairs, pairs, loop, request,
           request, stranger, stranger)
