"""Stories of agents and what they call: events of single calls, hooks, transcripts, programs."""

from . import spelling

TOOLS = ("Read", "Edit", "Bash", "Grep", "mcp__tasks__list", "café")
RISKS = ("low", "low", "low", "medium", "high", "critical")
RESPONSES = ('{"stdout":"","exit_code":0}', '{"stderr":"no","exit_code":2}', '{"error":""}',
             '{"error":"no such file"}', '{"isError":true}', '{"is_error":false}',
             '"Error: no such file"', '"fine"', '[{"type":"text","text":"fine"}]', "null")


def calls(draw):
    """Calls that one event each tells of."""
    about = ',"trace_id":"%s"' % draw.hex(32)
    if draw.chance(30):
        about += ',"tool":"%s"' % draw.pick(("ll-auto", "ll-loop"))
    for _ in range(1 + draw.below(6)):
        name = draw.pick(("tool_call_completed",) * 6 + (
            "tool_call_started", "tool_call_failed", "tool_call_blocked", "tool_call_approved"))
        risk = ',"risk_level":"%s"' % draw.pick(RISKS) if draw.chance(80) else ""
        yield '"level":"info","component":"tools","event":"%s","tool_name":"%s"%s%s,%s%s' % (
            name, draw.pick(TOOLS), risk, about, spelling.duration(draw, draw.below(4000)),
            ',"by":"human"' if name == "tool_call_approved" else spelling.verdict(draw))
    if draw.chance(20):
        yield '"type":"SessionToolUsed","data":{"tool":"%s","duration":%d}' % (
            draw.pick(TOOLS), draw.below(900))


def hooks(draw):
    """Calls that hooks tell of, before and after; some never end."""
    session = '"session_id":"h%d"' % draw.below(300)
    for _ in range(1 + draw.below(4)):
        call = '%s,"tool_use_id":"toolu_%d","tool_name":"%s"' % (
            session, draw.below(20_000), draw.pick(TOOLS))
        if draw.chance(92):
            yield '"hook_event_name":"PreToolUse",%s,"tool_input":{"path":"a\\\\b"}' % call
        after = draw.pick(("PostToolUse",) * 5 + ("PostToolUseFailure", "PermissionDenied", None))
        if after:
            yield '"hook_event_name":"%s",%s,"tool_response":%s' % (
                after, call, draw.pick(RESPONSES))


def transcript(draw):
    """Messages of an assistant that asks for tools, and their results, mostly without times."""
    ids = ["toolu_%d" % draw.below(20_000) for _ in range(1 + draw.below(3))]
    asked = ",".join('{"type":"tool_use","id":"%s","name":"%s","input":{"type":"x"}}' % (
        each, draw.pick(TOOLS)) for each in ids)
    for _ in range(draw.pick((1, 1, 1, 2))):  # a response may be told of twice
        yield ('"type":"assistant","message":{"id":"m%d","model":"claude","content":['
               '{"type":"text","text":"Let me look."},%s],"usage":{"input_tokens":%d,'
               '"output_tokens":%d,"cache_read_input_tokens":5}}' % (
                   draw.below(9999), asked, draw.below(9999), draw.below(999)))
    for each in ids:
        yield ('"type":"user","message":{"role":"user","content":[{"type":"tool_result",'
               '"tool_use_id":"%s","content":"text","is_error":%s}]}' % (
                   each, draw.pick(("true", "false", "null", '"true"'))))


def program(draw):
    """A program from its start to its end."""
    tool = '"tool":"%s"' % draw.pick(("ll-auto", "ll-sprint", "ll-history"))
    yield '"event":"command_start",%s,"args":["--all"]' % tool
    yield '"event":"command_end",%s,%s%s' % (
        tool, spelling.duration(draw, draw.below(600_000)), spelling.verdict(draw))


def stranger(draw):
    """Events that no projection knows, with every way to have a name or none."""
    name = draw.pick(("heartbeat", "Überraschung", "cafe\\u0301", "x" * 200, "a\\nb", "🤖",
                      "issue_phases", " issue_phase", "\\ud83d\\ude00"))
    yield draw.pick((
        '"event":"%s"' % name, '"event_type":"%s"' % name,
        '"type":"%s","data":{"event":"inner"}' % name, '"event":"","hook_event_name":"%s"' % name,
        '"event":null,"type":5,"record_type":"%s"' % name,
        '"event":1', '"message":"no name"', '"event":"%s","event":"last"' % name,
        '"event":"big","n":123456789012345678901234567890,"d":1e308,"e":-0.0'))
