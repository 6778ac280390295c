"""Calls of tools by agents, and what programs emit (TLM.docc, ToolUsage)."""

from distribution import Distribution, bottleneck, shares
from fields import INVALID, find, is_id, length, name, outcome, read_outcome, text, valid
from times import rfc3339

WHOLE_CALLS = {"tool_call_completed": None, "SessionToolUsed": None, "tool_call_failed": "failure",
               "PostToolUseFailure": "failure"}
STOPPED_FLAG = "is_interrupt"
BLOCKED = ("tool_call_blocked", "PermissionDenied", "agent_call_gated")
LOGGED = ("claude_code.tool_result", "codex.tool_result", "tool_result")
DECIDED = ("claude_code.tool_decision", "codex.tool_decision", "tool_decision")

REFUSED = ("The user doesn't want to proceed with this tool use",
           "The user doesn't want to take this action right now", "Permission to use ")
STOPPED = ("[Request interrupted by user", "Request interrupted by user")

SURE = {"told": 0, "implied": 1, "unreadable": 2}
WORDS = ("blocked", "cancelled", "failure", "other", "success")  # of equal tellings the first counts
RISKS = ("critical", "high", "medium", "low")


class ToolUsage:
    name = "tool-usage"

    def __init__(self):
        self.single = []   # of calls without an id: (tool, risk, ending, ns or None)
        self.tellings = {}  # by call: what was told of it, in the order of the log
        self.programs = {}
        self.invalid = 0

    def handles(self, name):
        return True

    def fold(self, name, event, time, own_time):
        if name in WHOLE_CALLS:
            word = WHOLE_CALLS[name]
            if name == "PostToolUseFailure" and event.get(STOPPED_FLAG) is True:
                word = "cancelled"
            self.end(event, own_time, (word, "told") if word else named_ending(event))
        elif name in BLOCKED:
            self.end(event, own_time, ("blocked", "told"))
        elif name == "PreToolUse":
            self.tell(text(event, "tool_use_id"), event, self.called(event), begin=own_time)
        elif name == "PostToolUse":
            self.end(event, own_time, response_ending(event))
        elif name in ("assistant", "user"):
            self.message(name, event, own_time)
        elif name == "gemini_cli.tool_call" or name in LOGGED and "tool_use_id" in event:
            self.end(event, own_time, named_ending(event))
        elif name in DECIDED and "tool_use_id" in event:
            word = decided(event)
            if word:
                self.end(event, own_time, (word, "told"))
        elif name == "claude_code.tool":
            ns = length(event)
            until = None if None in (own_time, ns) or ns == INVALID else own_time + ns
            self.tell(text(event, "tool_use_id"), event, self.called(event), begin=own_time,
                      end=(*named_ending(event), until, None))
        if name != "SessionToolUsed" and text(event, "tool"):
            self.program(text(event, "tool"), name, event, time)

    def message(self, name, event, own_time):
        message = find(event, ("message",), lambda value: value is not None)[1]
        content = message.get("content") if isinstance(message, dict) else None
        for part in content if isinstance(content, list) else []:
            if not isinstance(part, dict):
                continue
            if (name, part.get("type")) == ("assistant", "tool_use"):
                if is_id(part.get("id")) and isinstance(part.get("name"), str):
                    self.tell(str(part["id"]), event, (part["name"], "unknown"), begin=own_time)
            if (name, part.get("type")) == ("user", "tool_result") and is_id(part.get("tool_use_id")):
                told = refused(part) or read_outcome("is_error", part.get("is_error"))
                self.tell(str(part["tool_use_id"]), event, ("unknown", "unknown"),
                          end=(*(sure(told) if told else ("success", "implied")), own_time, None))

    def end(self, event, own_time, ending):
        called, ns = self.called(event), length(event)
        if text(event, "tool_use_id") is None:
            return self.add(called, ending[0], ns)
        self.tell(text(event, "tool_use_id"), event, called, end=(*ending, own_time, ns))

    def tell(self, id_, event, called, begin=None, end=None):
        if id_ is None:
            return
        session = text(event, "session_id") if len(id_.encode()) < 16 else None
        self.tellings.setdefault((id_, session), []).append((called, begin, end))

    def add(self, called, word, ns):
        if word in ("blocked", "cancelled"):
            word, ns = word.replace("cancelled", "other"), None
        if ns == INVALID:
            self.invalid += 1
            ns = None
        self.single.append((*called, word, ns))

    def called(self, event):
        """The tool and the risk of an event about one call."""
        tool = text(event, "tool_name")
        if tool is None and name(event) == "SessionToolUsed":
            tool = text(event, "tool")
        return (tool or "unknown", text(event, "risk_level") or "unknown")

    def program(self, tool, name, event, time):
        program = self.programs.setdefault(tool, {"events": 0, "times": [], "commands": []})
        program["events"] += 1
        if time is not None:
            program["times"].append(time)
        if name == "command_end":
            ns = length(event)
            self.invalid += ns == INVALID
            word = ending(outcome(event) or "success")
            if word in ("blocked", "cancelled"):
                word, ns = "other", None
            program["commands"].append((word, None if ns == INVALID else ns))

    def report(self):
        ended = [call for call in map(joined, self.tellings.values()) if call[2] is not None]
        invalid = self.invalid + sum(call[3] == INVALID for call in ended)
        calls = self.single + [
            (tool, risk, word.replace("cancelled", "other"), None if ns == INVALID else ns)
            for tool, risk, word, ns in ended]
        tools = grouped(calls, 0)
        sums = {name: timed(calls).sum for name, calls in tools.items()}
        return {
            "overall": figures(calls), "tools": with_shares(tools),
            "bottleneck": bottleneck(sums), "by_risk": with_shares(grouped(calls, 1)),
            "open": len(self.tellings) - len(ended), "invalid": invalid,
            "programs": {name: program_report(each) for name, each in self.programs.items()}}


def joined(tellings):
    """The tool, the risk, the ending or None, and the ns, INVALID or None of one call."""
    tools = {called[0] for called, _, _ in tellings} - {"unknown"}
    risks = {called[1] for called, _, _ in tellings} - {"unknown"}
    tool = min(tools, key=str.encode, default="unknown")
    risk = min(risks, key=lambda word: (RISKS.index(word) if word in RISKS else 4, word.encode()),
               default="unknown")
    ends = [end for _, _, end in tellings if end]
    if not ends:
        return tool, risk, None, None
    word = min((SURE[sure], *late(time), WORDS.index(word)) for word, sure, time, _ in ends)[-1]
    if WORDS[word] in ("blocked", "cancelled"):
        return tool, risk, WORDS[word], None
    told = [ns for word, _, _, ns in ends if ns is not None and word not in ("blocked", "cancelled")]
    if told:
        return tool, risk, WORDS[word], min((ns for ns in told if ns != INVALID), default=INVALID)
    readable = [end for end in ends if end[1] != "unreadable"] or ends
    until = min((end[2] for end in readable if end[2] is not None), default=None)
    since = min((begin for _, begin, _ in tellings if begin is not None), default=None)
    ns = None if since is None or until is None else valid(until - since)
    return tool, risk, WORDS[word], ns


def late(time):
    return (1, 0) if time is None else (0, time)


def refused(part):
    """How a person did not let a call go on; None where its result does not say so."""
    if read_outcome("is_error", part.get("is_error")) != "failure":
        return None
    content = part.get("content")
    texts = [content] if isinstance(content, str) else [
        each["text"] for each in (content if isinstance(content, list) else [])
        if isinstance(each, dict) and isinstance(each.get("text"), str)]
    for text in texts:
        if text.startswith(REFUSED):
            return "blocked"
        if text.startswith(STOPPED):
            return "cancelled"
    return None


def decided(event):
    """What a person's no ends a call with; None where it was let run."""
    if event.get("decision") in ("reject", "denied"):
        return "cancelled" if event.get("source") == "user_abort" else "blocked"
    return "cancelled" if event.get("decision") == "abort" else None


def named_ending(event):
    """Success by its name where it has no outcome."""
    own = outcome(event)
    return sure(own) if own else ("success", "implied")


def sure(told):
    return ending(told), "unreadable" if told in ("unknown", "running") else "told"


def ending(outcome):
    return outcome if outcome in ("success", "failure", "blocked", "cancelled") else "other"


def response_ending(event):
    """What the event says itself where that is no success, else what its response says."""
    own = named_ending(event)
    if own[0] != "success":
        return own
    response = event.get("tool_response")
    if isinstance(response, str):
        return ("failure", "told") if response.startswith("Error:") else own
    if not isinstance(response, dict):
        return own
    told = [read_outcome(key, response.get(key))
            for key in ("error", "isError", "is_error", "exit_code")]
    for word in ("failure", "unknown", "success"):
        if word in told:
            return sure(word)
    return own


def grouped(calls, place):
    groups = {}
    for call in calls:
        groups.setdefault(call[place], []).append(call)
    return groups


def timed(calls):
    durations = Distribution()
    for *_, ns in calls:
        if ns is not None:
            durations.add(ns)
    return durations


def figures(calls):
    counts = {word: sum(call[2] == word for call in calls)
              for word in ("success", "failure", "other", "blocked")}
    decided, ran = counts["success"] + counts["failure"], len(calls) - counts["blocked"]
    return {"calls": len(calls), **counts,
            "success_rate": counts["success"] / decided if decided else None,
            "error_rate": counts["failure"] / ran if ran else None, **timed(calls).report()}


def with_shares(groups):
    share = shares({name: timed(calls).sum for name, calls in groups.items()})
    return {name: {**figures(calls), "share": share[name] if timed(calls).values else None}
            for name, calls in groups.items()}


def program_report(program):
    times, commands = program["times"], program["commands"]
    counts = {word: sum(each[0] == word for each in commands)
              for word in ("success", "failure", "other")}
    return {"events": program["events"], "first": rfc3339(min(times, default=None)),
            "last": rfc3339(max(times, default=None)), "commands": len(commands), **counts,
            **timed(commands).report()}
