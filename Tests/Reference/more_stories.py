"""Stories of deliveries and of tools, for velocity and tool-usage."""

import spelling
from spelling import Raw
from stories import COMPLETIONS, Work, odd_duration, seconds, verdict

AGENT_TOOLS = ("Read", "Edit", "Bash", "Grep", "mcp__tasks__list", "caf\u00e9", "cafe\u0301")
RISKS = ("low", "low", "low", "medium", "high", "critical", None)
PASSING = ("issue.captured", "commit", "issue.deferred", "note")


def delivery(rng, size):
    """An issue to its completion and beyond: duplicates, and completions of reopened issues."""
    work = Work(rng, size)
    if rng.random() < 0.8:
        yield work.event(rng.choice(("issue_start", "issue.started")))
    for _ in range(rng.randrange(3)):
        yield work.event(rng.choice(PASSING))
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        yield work.event(rng.choice(COMPLETIONS), *how_long(rng), *verdict(rng))
        if rng.random() < 0.3:  # what comes next is no duplicate
            yield work.event(rng.choice(PASSING + ("issue_start", "phase_start")),
                             ("phase", "again"))
    if rng.random() < 0.1:  # of no issue
        yield [("event", rng.choice(COMPLETIONS)), ("issue_id", rng.choice((None, "", 5)))]


def how_long(rng):
    return rng.choice((
        lambda: [spelling.duration(rng, seconds(rng))],
        lambda: odd_duration(rng, ("phase", "end")),
        lambda: [("duration_s", Raw("%.1f" % (3600 * rng.random())))],
        lambda: [],
    ))()


def calls(rng, size):
    """Calls of tools that one event each tells of."""
    program = [("tool", rng.choice(("ll-auto", "ll-loop")))] if rng.random() < 0.3 else []
    for _ in range(rng.randrange(1, 8)):
        called = [("tool_name", rng.choice(AGENT_TOOLS + (None, "")))]
        risk = [("risk_level", rng.choice(RISKS))] if rng.random() < 0.8 else []
        name = rng.choice(("tool_call_completed",) * 5 + (
            "tool_call_started", "tool_call_failed", "tool_call_blocked", "SessionToolUsed"))
        if name == "SessionToolUsed":
            called = [("data", {"tool": rng.choice(AGENT_TOOLS), "duration": rng.randrange(900)})]
        yield [("event", name)] + program + called + risk + how_long(rng) + verdict(rng)


def hooks(rng, size):
    """Calls that hooks tell of, before and after, by an id; some of them never end."""
    for _ in range(rng.randrange(1, 5)):
        call = [("tool_use_id", "toolu_%d" % rng.randrange(max(3, size // 10)))]
        name = [("tool_name", rng.choice(AGENT_TOOLS))]
        if rng.random() < 0.9:
            yield [("hook_event_name", "PreToolUse")] + name + call
        after = rng.choice(("PostToolUse", "PostToolUse", "PostToolUse", "PostToolUseFailure",
                            "PermissionDenied", None))
        if after:
            name = name if rng.random() < 0.8 else []
            length = [("duration_ms", rng.randrange(-1, 5000))] if rng.random() < 0.2 else []
            yield [("hook_event_name", after)] + name + call + length + response(rng)


def response(rng):
    value = rng.choice((
        {"stdout": "", "exit_code": 0}, {"stderr": "no", "exit_code": 2}, {"exit_code": "2"},
        {"error": ""}, {"error": "no such file"}, {"error": None}, {"error": {"code": 1}},
        {"isError": True}, {"is_error": True}, {"isError": "true"}, {"error": [], "exit_code": 1},
        "Error: no such file", "fine", "", [{"type": "text", "text": "fine"}], None))
    return [("tool_response", value)] if rng.random() < 0.9 else []


def transcript(rng, size):
    """Messages of an assistant that asks for tools, and their results."""
    ids = ["toolu_%d" % rng.randrange(max(3, size // 10)) for _ in range(rng.randrange(1, 4))]
    asked = [{"type": "text", "text": "Let me look."}] + [
        {"type": "tool_use", "id": id_, "name": rng.choice(AGENT_TOOLS), "input": {"type": "x"}}
        for id_ in ids]
    for _ in range(rng.choice((1, 1, 1, 2))):  # a response may be told of twice
        yield [("type", "assistant"), ("message", {"role": "assistant", "content": asked})]
    for id_ in ids:
        result = {"tool_use_id": id_, "type": "tool_result", "content": "text"}
        if rng.random() < 0.5:
            result["is_error"] = rng.choice((True, False, None, "true"))
        if rng.random() < 0.9:
            yield [("type", "user"), ("message", {"role": "user", "content": [result]})]
    yield [("type", "user"), ("message", rng.choice((
        {"role": "user", "content": "text"}, {"content": [1, [], {}, {"type": "tool_use"}]},
        {"content": [{"type": "tool_result"}]}, "text", None)))]


def retold(rng, size):
    """One call that several tell of, in any order and more than once; sometimes only of its end."""
    id_ = rng.choice(("%d", "toolu_01ABCDEFGHJ%06d")) % rng.randrange(max(3, size // 40))
    session = [("session_id", rng.choice(("s1", "s2")))] if rng.random() < 0.8 else []
    call, called = [("tool_use_id", id_)] + session, [("tool_name", rng.choice(AGENT_TOOLS))]
    asked = [{"type": "tool_use", "id": id_, "name": called[0][1]}]
    result = {"tool_use_id": id_, "type": "tool_result"}
    result.update(rng.choice(({}, {"is_error": True}, {"is_error": False}, {"is_error": "odd"})))
    tellings = [
        [("hook_event_name", "PreToolUse")] + called + call,
        [("hook_event_name", "PostToolUse")] + call + response(rng),
        [("type", "assistant"), ("message", {"content": asked})] + session,
        [("type", "user"), ("message", {"content": [result]})] + session,
        [("event", rng.choice(("tool_call_completed", "tool_call_failed", "tool_call_blocked")))]
        + called + call + [("risk_level", rng.choice(RISKS))] + how_long(rng) + verdict(rng),
        [("hook_event_name", rng.choice(("PostToolUseFailure", "PermissionDenied")))] + call]
    for telling in rng.choices(tellings, k=rng.randrange(1, 8)):
        yield list(telling)


def command(rng, size):
    """A program from its start to its end."""
    program = [("tool", rng.choice(("ll-auto", "ll-sprint", "ll-history")))]
    yield [("event", "command_start")] + program + [("args", ["run"])]
    if rng.random() < 0.8:
        yield [("event", "command_end")] + program + how_long(rng) + verdict(rng)


MODES = ("NORMAL", "ALERT", "DEGRADED", "LOCKDOWN", "", None, 7)


def changes_of_mode(rng, size):
    """Transitions, most of which follow one another, several at one time, some from elsewhere."""
    mode = rng.choice(MODES[:4])
    for _ in range(rng.randrange(1, 8)):
        keys = rng.choice((("from", "to"), ("from", "to"), ("from_mode", "to_mode")))
        end = rng.choice(MODES[:4] if rng.random() < 0.9 else MODES)
        pairs = [(keys[0], mode if rng.random() < 0.8 else rng.choice(MODES)), (keys[1], end)]
        if rng.random() < 0.1:
            del pairs[0]
        if rng.random() < 0.1:
            pairs.append(("scope", rng.choice(("ci", "", None, 3))))
        yield [("event", "mode_transition")] + pairs
        mode = end if isinstance(end, str) and end else mode


def far_away(rng):
    """One event of a year that no clock should show."""
    year, name = rng.choice(((2099, "issue_complete"), (1700, "issue_start"), (2099, "clock_skew"),
                             (2050, "issue.closed"), (1999, "issue.closed")))
    return b'{"ts":"%d-05-05T05:05:05Z","event":"%s","issue_id":"FAR-%d"}' % (
        year, name.encode(), year)


MORE_STORIES = (delivery, delivery, calls, hooks, retold, transcript, command, changes_of_mode)
