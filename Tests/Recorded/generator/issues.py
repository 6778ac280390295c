"""Stories of issues, of loops and of runs. Each yields the members of its events, one by one."""

from . import spelling

TOOLS = ("ll-auto", "ll-parallel", "ll-sprint", "ll-loop", "ll-auto", None)
PHASES = ("ready", "implement", "verify", "rare", "café", "cafe\\u0301", 'q\\"uote')
COMPLETIONS = ("issue_complete", "issue_complete", "issue.completed", "issue.closed",
               "state.issue_completed", "state.issue_failed", "state.issue_skipped",
               "parallel.worker_completed")


class Work:
    """One session's view of one issue, of so few that sessions meet."""

    def __init__(self, draw):
        number = draw.below(40) if draw.chance(30) else draw.below(9000)
        about = '"issue_id":"%s%d"' % (draw.pick(("BUG-", "ENH-", "FEAT-", "BUG-", "x1-")), number)
        if draw.chance(15):
            about += ',"issue_type":"%s"' % draw.pick(("BUG", "chore"))
        key = draw.pick(("session_id", "sessionId", "session.id", "run_id", None))
        if key:
            about += ',"%s":"s%d"' % (key, draw.below(300))
        if draw.chance(5):
            about = '"%s":{%s}' % (draw.pick(("metadata", "data", "payload")), about)
        tool = draw.pick(TOOLS)
        self.about = '"tool":"%s",%s' % (tool, about) if tool else about

    def event(self, name, members=""):
        return '"event":"%s",%s%s' % (name, self.about, "," + members if members else "")


def straight(draw):
    """An issue as it should go: a start, phases with durations, a completion with their map."""
    work, phases = Work(draw), []
    yield work.event("issue_start", '"wave":%d' % (1 + draw.below(4)))
    for phase in PHASES[:3]:
        ms = 500 + draw.below(400_000)
        phases.append('"%s":%d.%d' % (phase, ms // 1000, ms % 1000))
        result = "fail" if draw.chance(12) else "pass"
        yield work.event("issue_phase", '"phase":"%s",%s,"result":"%s"' % (
            phase, spelling.duration(draw, ms), result))
        if result == "fail":
            break
    yield work.event(draw.pick(COMPLETIONS), '%s,"phases":{%s}%s' % (
        spelling.duration(draw, draw.below(900_000)), ",".join(phases), spelling.verdict(draw)))


def odd(draw):
    """Events of an issue in any order: markers, pairs, phases of no issue, duplicates."""
    work = Work(draw)
    for _ in range(1 + draw.below(9)):
        phase, kind = '"phase":"%s"' % draw.pick(PHASES), draw.below(20)
        if kind < 2:
            yield work.event(draw.pick(("issue_start", "issue.started")))
        elif kind < 6:
            yield work.event("issue_phase", "%s,%s%s" % (
                phase, spelling.duration(draw, draw.below(90_000)), spelling.verdict(draw)))
        elif kind < 9:
            yield work.event("issue_phase", phase + spelling.verdict(draw))
        elif kind < 15:
            yield work.event(draw.pick(("phase_start", "phase_end")), phase)
        elif kind < 16:
            yield '"event":"issue_phase",%s,"duration_s":2.5' % phase
        elif kind < 17:
            yield work.event(draw.pick(("commit", "issue.deferred", "note", "issue.captured")))
        else:
            for _ in range(draw.pick((1, 1, 2))):  # the second one is a duplicate
                yield work.event(draw.pick(COMPLETIONS), '"phases":{"ready":%d,"x":"1"}%s' % (
                    draw.below(99), spelling.verdict(draw)))


def loop(draw):
    """A loop and its states, with a loop inside of it now and then."""
    run = "".join(',"%s":"r%d"' % (key, draw.below(90))
                  for key in ("run_id", "session_id") if draw.chance(50))
    for depth in ("", ',"depth":1', "")[:1 + draw.below(3)]:
        if draw.chance(85):
            yield '"event":"loop_start","loop":"sim"' + run + depth
        for state in ("build", "test", "fix", "état")[:1 + draw.below(4)]:
            yield '"event":"state_enter","state":"%s","iteration":1%s%s' % (state, run, depth)
            own = ',"state":"fix"' if draw.chance(20) else ""
            yield '"event":"action_complete"%s,%s,"exit_code":%d%s%s' % (
                own, spelling.duration(draw, draw.below(5000)), draw.pick((0, 0, 3)), run, depth)
        if draw.chance(70):
            yield '"event":"loop_complete","terminated_by":"terminal"' + run + depth


def request(draw):
    """A request by its trace; steps are missing and repeated now and then."""
    trace = ',"%s":"%s"' % (draw.pick(("trace_id", "traceId")), draw.hex(32))
    steps = ('"event":"request_received"', '"event":"task_started"',
             '"event":"state_transition","from_state":"init"',
             '"event":"state_transition","from_state":"planning"',
             '"event":"state_transition","from_state":"llm_call"',
             '"event":"%s"' % draw.pick(("task_completed", "task_completed", "task_failed")),
             '"event":"reply_ready"')
    for step in steps:
        for _ in range(draw.pick((0, 1, 1, 1, 1, 1, 1, 1, 1, 2))):
            yield step + trace


def run(draw):
    """A run of a job, told of when it begins and when it ends."""
    key = '"event_id":"e%d","run_id":"2024-%d"' % (draw.below(1 << 30), draw.below(4000))
    agent = draw.pick(("reviewer", "planner", "indexer"))
    head = '"record_type":"run",%s,"agent_name":"%s"' % (key, agent)
    if draw.chance(10):
        head = '"event":"run","run_id":"2024-%d","agent_name":null' % draw.below(4000)
    yield head + ',"status":"running","items_total":%d,"error_summary":null' % draw.below(99)
    if draw.chance(85):
        status = draw.pick(("success", "failure", "partial", "timeout", "cancelled", "lost"))
        yield head + ',"status":"%s","duration_ms":%d,"metrics_json":{"n":[1,{"a":2.50}]}' % (
            status, draw.below(90_000))
    if draw.chance(5):
        yield head + ',"status":"running"'
