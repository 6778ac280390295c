"""Calls of tools by agents, and what programs emit (TLM.docc, ToolUsage)."""

from distribution import Distribution, bottleneck, shares
from fields import INVALID, find, length, name, outcome, read_outcome, text, valid
from times import rfc3339

WHOLE_CALLS = {"tool_call_completed": None, "SessionToolUsed": None, "tool_call_failed": "failure",
               "PostToolUseFailure": "failure"}
BLOCKED = ("tool_call_blocked", "PermissionDenied")


class ToolUsage:
    name = "tool-usage"

    def __init__(self):
        self.calls = []    # (tool, risk, ending, ns or None)
        self.open = {}     # id: (tool, risk, own time)
        self.programs = {}
        self.invalid = 0

    def handles(self, name):
        return True

    def fold(self, name, event, time, own_time):
        if name in WHOLE_CALLS:
            self.end(event, own_time, WHOLE_CALLS[name] or ending(outcome(event) or "success"))
        elif name in BLOCKED:
            self.end(event, own_time, "blocked")
        elif name == "PreToolUse":
            self.begin(text(event, "tool_use_id"), self.called(event), own_time)
        elif name == "PostToolUse":
            self.end(event, own_time, response_ending(event))
        elif name in ("assistant", "user"):
            self.message(name, event, own_time)
        if name != "SessionToolUsed" and text(event, "tool"):
            self.program(text(event, "tool"), name, event, time)

    def message(self, name, event, own_time):
        message = find(event, ("message",), lambda value: value is not None)[1]
        content = message.get("content") if isinstance(message, dict) else None
        for part in content if isinstance(content, list) else []:
            if not isinstance(part, dict):
                continue
            if (name, part.get("type")) == ("assistant", "tool_use"):
                if isinstance(part.get("id"), str) and isinstance(part.get("name"), str):
                    self.begin(part["id"], (part["name"], "unknown"), own_time)
            if (name, part.get("type")) == ("user", "tool_result"):
                begun = self.open.pop(part.get("tool_use_id"), None) \
                    if isinstance(part.get("tool_use_id"), str) else None
                if begun:
                    word = ending(read_outcome("is_error", part.get("is_error")) or "success")
                    self.add(begun, word, self.between(begun[2], own_time))

    def begin(self, id_, called, own_time):
        if id_ is not None and id_ not in self.open:
            self.open[id_] = (*(called or ("unknown", "unknown")), own_time)

    def end(self, event, own_time, word):
        begun = self.open.pop(text(event, "tool_use_id"), None)
        called = self.called(event) or begun or ("unknown", text(event, "risk_level") or "unknown")
        if word in ("blocked", "cancelled"):
            return self.add(called, word, None)
        ns = length(event)
        if ns is None and begun:
            ns = self.between(begun[2], own_time)
        self.add(called, word, ns)

    def add(self, called, word, ns):
        if ns == INVALID:
            self.invalid += 1
            ns = None
        if word in ("blocked", "cancelled"):
            word, ns = word.replace("cancelled", "other"), None
        self.calls.append((called[0], called[1], word, ns))

    def between(self, since, until):
        return None if since is None or until is None else valid(until - since)

    def called(self, event):
        """The tool and the risk of an event about one call; None if it does not name the tool."""
        tool = text(event, "tool_name")
        if tool is None and name(event) == "SessionToolUsed":
            tool = text(event, "tool")
        return (tool, text(event, "risk_level") or "unknown") if tool else None

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
        tools = grouped(self.calls, 0)
        sums = {name: timed(calls).sum for name, calls in tools.items()}
        return {
            "overall": figures(self.calls), "tools": with_shares(tools),
            "bottleneck": bottleneck(sums), "by_risk": with_shares(grouped(self.calls, 1)),
            "open": len(self.open), "invalid": self.invalid,
            "programs": {name: program_report(each) for name, each in self.programs.items()}}


def ending(outcome):
    return outcome if outcome in ("success", "failure", "blocked", "cancelled") else "other"


def response_ending(event):
    """What the event says itself where that is no success, else what its response says."""
    own = outcome(event) or "success"
    if own != "success":
        return ending(own)
    response = event.get("tool_response")
    if isinstance(response, str):
        return "failure" if response.startswith("Error:") else "success"
    if not isinstance(response, dict):
        return "success"
    told = [read_outcome(key, response.get(key))
            for key in ("error", "isError", "is_error", "exit_code")]
    return "failure" if "failure" in told else "other" if "unknown" in told else "success"


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
