#!/usr/bin/env python3
"""What sessions of agents came to: an independent count of transcripts and rollouts.

It keeps every telling of everything in lists and looks at them at the end, in no hurry; figures of
money are Decimals. `usage.py FILE…` reads each file by itself, as the agents wrote it, and prints the
document that `tlm usage --json` prints, without what only that one knows.
"""

import datetime
import decimal
import json
import os
import re
import sys
from decimal import Decimal

import fields
import lines

KINDS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens",
         "reasoning_tokens")
decimal.getcontext().prec = 60
LATE = (1, 0)


class Prices:
    """The figures of prices.yaml, read once more and by other means."""

    def __init__(self, path):
        self.entries = []
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.lstrip().startswith("- {"):
                    self.entries.append(dict(re.findall(r"([a-z_0-9]+): ([^,}]+)", line)))

    def cost(self, model, time, tokens, hour):
        name = re.sub(r"(\[[^\]]*\])$", "", model)
        name = re.sub(r"-latest$", "", name)
        name = re.sub(r"-\d{8}$", "", name)
        context = sum(tokens[kind] for kind in KINDS if kind.endswith(
            ("input_tokens", "read_tokens", "creation_tokens")))
        found = [entry for entry in self.entries
                 if entry["model"] == name
                 and (time is None or "from" not in entry or date_ns(entry["from"]) <= time)
                 and ("above" not in entry or context > int(entry["above"]))]
        if not found:
            return None
        entry = max(found, key=lambda each: (each.get("from", ""), int(each.get("above", -1))))
        written = tokens["cache_creation_tokens"]
        hour = min(hour, written)
        parts = [(tokens["input_tokens"], "input"), (tokens["output_tokens"], "output"),
                 (tokens["cache_read_tokens"], "cache_read"), (written - hour, "cache_write"),
                 (hour, "cache_write_1h")]
        if any(count and kind not in entry for count, kind in parts):
            return None
        return sum((count * Decimal(entry[kind]) / 1_000_000 for count, kind in parts if count),
                   Decimal(0))


def date_ns(text):
    day = datetime.date.fromisoformat(text).toordinal() - datetime.date(1970, 1, 1).toordinal()
    return day * 86_400 * 10**9


class Count:
    """Tellings, by what they are of."""

    def __init__(self, prices):
        self.prices = prices
        self.responses, self.prompts, self.calls, self.compactions = {}, {}, {}, {}
        self.projects = {}

    def tell(self, things, key, line, **more):
        things.setdefault(key, []).append(dict(
            more, time=line["time"], session=line["session"], main=line.get("main", True)))

    def transcript(self, event, time):
        session = event.get("parent_session_id") or event.get("sessionId") or event.get("session_id")
        line = {"time": time, "session": session, "main": event.get("isSidechain") is not True}
        kind = event.get("type")
        if event.get("cwd") and session and kind in ("user", "assistant", "system"):
            self.projects.setdefault(session, []).append((LATE if time is None else (0, time),
                                                          event["cwd"]))
        message = event.get("message")
        if kind == "system" and event.get("subtype") == "compact_boundary":
            self.tell(self.compactions, event["uuid"], line)
        if kind == "tool_result" and isinstance(event.get("toolCallResult"), dict):
            result = event["toolCallResult"]
            self.call(result["callId"], line, end=result.get("status") != "success")
        if not isinstance(message, dict) or kind not in ("user", "assistant"):
            return
        content = message.get("content")
        parts = content if isinstance(content, list) else []
        parts = [part for part in parts if isinstance(part, dict)] + message.get("parts", [])
        for part in parts:
            if part.get("type") == "tool_use":
                self.call(part["id"], line)
            if part.get("type") == "tool_result":
                self.call(part["tool_use_id"], line, end=is_failure(part))
            if "functionCall" in part:
                self.call(part["functionCall"]["id"], line)
        if kind == "assistant":
            self.response(event, message, line)
        else:
            self.prompt(event, content, parts, line)

    def call(self, id_, line, **more):
        if len(id_.encode()) < 16 and line["session"]:
            id_ += " " + line["session"]
        self.tell(self.calls, id_, line, **more)

    def prompt(self, event, content, parts, line):
        texts = [content] if isinstance(content, str) else [
            part.get("text") for part in parts
            if part.get("type", "text") == "text" and not part.get("thought")]
        results = [part for part in parts
                   if part.get("type") == "tool_result" or "functionResponse" in part]
        if not any(texts) or results or event.get("isMeta") or event.get("provenance") == "system":
            return
        if event.get("isCompactSummary"):
            return
        key = event.get("uuid") or json.dumps([line["time"], event["message"]], sort_keys=True)
        self.tell(self.prompts, key, line)

    def response(self, event, message, line):
        usage, model = message.get("usage"), message.get("model") or event.get("model")
        if model == "<synthetic>":
            return
        told = {}
        if isinstance(usage, dict):
            told = {"input_tokens": usage.get("input_tokens"),
                    "output_tokens": usage.get("output_tokens"),
                    "cache_read_tokens": usage.get("cache_read_input_tokens"),
                    "cache_creation_tokens": usage.get("cache_creation_input_tokens")}
            kinds = usage.get("cache_creation")
            if isinstance(kinds, dict):
                told["hour"] = kinds.get("ephemeral_1h_input_tokens")
                if told["cache_creation_tokens"] is None:
                    told["cache_creation_tokens"] = sum(
                        count for count in (told["hour"], kinds.get("ephemeral_5m_input_tokens"))
                        if is_count(count))
        other = event.get("usageMetadata")
        if isinstance(other, dict):
            cached = other.get("cachedContentTokenCount", 0)
            thoughts = other.get("thoughtsTokenCount", 0)
            told = {"input_tokens": other["promptTokenCount"] - cached,
                    "output_tokens": other["candidatesTokenCount"] + thoughts,
                    "cache_read_tokens": cached, "reasoning_tokens": thoughts}
        told = {kind: value for kind, value in told.items() if is_count(value)}
        request = event.get("requestId")
        if message.get("id"):
            key = ("m", message["id"])
        elif request:
            key = ("r", request)
        elif told:
            key = ("u", event.get("uuid"))
        else:
            return
        if event.get("isApiErrorMessage") and not any(told.values()):
            return
        self.tell(self.responses, key, line, tokens=told, model=model, request=request,
                  own=event.get("costUSD"))

    def rollout(self, events):
        """The lines of one file of Codex."""
        metas = [event["payload"] for event, _ in events if event.get("type") == "session_meta"]
        begin = next((time for event, time in events if event.get("type") == "session_meta"), None)
        session, model, is_history = metas[0].get("id"), None, len(metas) > 1
        if metas[0].get("cwd"):
            self.projects.setdefault(session, []).append(((0, begin), metas[0]["cwd"]))
        totals = set()
        for event, time in events:
            payload, line = event.get("payload", {}), {"time": time, "session": session}
            if event["type"] == "turn_context":
                model = payload.get("model", model)
            if payload.get("type") == "task_started" and "started_at" in payload:
                is_history = payload["started_at"] * 10**9 < begin - 5 * 10**9
            if is_history:
                continue
            if event["type"] == "response_item" and payload.get("role") == "user":
                self.tell(self.prompts, json.dumps([session, time, payload]), line)
            if event["type"] == "response_item" and payload.get("call_id"):
                self.call(payload["call_id"], line)
            if payload.get("type") == "token_count" and payload.get("info"):
                step, total = (payload["info"][key] for key in
                               ("last_token_usage", "total_token_usage"))
                if json.dumps(total) in totals:
                    continue
                totals.add(json.dumps(total))
                tokens = {"input_tokens": step["input_tokens"] - step["cached_input_tokens"],
                          "cache_read_tokens": step["cached_input_tokens"],
                          "output_tokens": step["output_tokens"],
                          "reasoning_tokens": step["reasoning_output_tokens"]}
                self.tell(self.responses, ("k", session, json.dumps(total)), line, tokens=tokens,
                          model=model, request=None, own=None)

    def file(self, path):
        events = []
        with open(path, "rb") as file:
            for text in file.read().split(b"\n"):
                for judged in lines.judge(text):
                    if isinstance(judged, dict):
                        events.append((judged, fields.own_time(judged)))
        if any(event.get("type") == "session_meta" for event, _ in events):
            return self.rollout(events)
        for event, time in events:
            self.transcript(event, time)


def is_failure(part):
    text = part.get("content")
    if isinstance(text, list):
        text = next((each.get("text") for each in text if "text" in each), None)
    refused = isinstance(text, str) and text.startswith(
        ("The user doesn't want to", "[Request interrupted by user", "Permission to use "))
    return bool(part.get("is_error")) and not refused


def is_count(value):
    """No response comes to a million million tokens."""
    return fields.is_integer(value) and 0 <= value <= 10**12


def amount(told):
    """An amount of dollars that can be read, else None."""
    try:
        number = Decimal(str(getattr(told, "text", told)).strip())
    except decimal.InvalidOperation:
        return None
    readable = not isinstance(told, (bool, list, dict)) and number.is_finite()
    return number if readable and 0 <= number <= 10**9 else None


def first(tellings):
    """The time of the earliest telling, and its session: of equally early ones the smaller id."""
    def order(telling):
        time, session = telling["time"], telling["session"]
        return (session is None, LATE if time is None else (0, time), session or "")
    earliest = min(tellings, key=order)
    return earliest["time"], earliest["session"]


class Group:
    def __init__(self):
        self.sessions, self.models, self.unpriced = set(), set(), set()
        self.counts = dict.fromkeys(
            ("responses", "prompts", "tool_calls", "tool_errors", "compactions") + KINDS, 0)
        self.cost, self.priced = Decimal(0), 0

    def json(self, *more):
        cost = None if self.counts["responses"] and not self.priced else micro(self.cost)
        return dict(self.counts, sessions=len(self.sessions), cost_usd=cost,
                    unpriced_models=sorted(self.unpriced))


def micro(cost):
    return float(cost.quantize(Decimal("0.000001"), rounding=decimal.ROUND_HALF_UP))


def answer(count, within=lambda time: True):
    groups = {name: {} for name in ("totals", "by_model", "by_day", "by_session")}

    def places(time, session, model=None):
        if not within(time):
            return
        day = None
        if time is not None:
            day = str(datetime.date.fromordinal(
                time // (86_400 * 10**9) + datetime.date(1970, 1, 1).toordinal()))
        for name, key in (("totals", ""), ("by_day", day), ("by_session", session),
                          ("by_model", model)):
            if key is not None:
                group = groups[name].setdefault(key, Group())
                if session is not None:
                    group.sessions.add(session)
                yield group

    groups["totals"][""] = Group()
    for tellings in count.responses.values():
        time, session = first(tellings)
        models = sorted(each["model"] for each in tellings if each["model"])
        model = models[0] if models else "unknown"
        tokens = {kind: max(each["tokens"].get(kind, 0) for each in tellings)
                  for kind in KINDS + ("hour",)}
        own = [amount(each["own"]) for each in tellings if each["own"] is not None]
        is_lost = own and not any(each is not None for each in own)
        own = [each for each in own if each is not None]
        cost = max(own) if own else count.prices.cost(model, time, tokens, tokens["hour"])
        if is_lost:
            cost = None
        for group in places(time, session, model):
            group.counts["responses"] += 1
            group.models.add(model)
            for kind in KINDS:
                group.counts[kind] += tokens[kind]
            if cost is None:
                if not is_lost:
                    group.unpriced.add(model)
            else:
                group.cost += cost
                group.priced += 1
    for tellings in count.prompts.values():
        for group in places(*first(tellings)):
            group.counts["prompts"] += 1
    for tellings in count.compactions.values():
        for group in places(*first(tellings)):
            group.counts["compactions"] += 1
    for tellings in count.calls.values():
        ends = sorted((each for each in tellings if "end" in each),
                      key=lambda each: (LATE if each["time"] is None else (0, each["time"]),
                                        not each["end"]))
        for group in places(*first(tellings)):
            group.counts["tool_calls"] += 1
            group.counts["tool_errors"] += bool(ends and ends[0]["end"])
    return document(groups, count.projects)


def document(groups, projects):
    of_models = KINDS + ("cost_usd", "responses")
    result = {"totals": groups["totals"][""].json(), "by_model": {}, "by_day": {}, "by_session": {}}
    for name, group in groups["by_model"].items():
        result["by_model"][name] = {key: group.json()[key] for key in of_models}
    for name, group in groups["by_day"].items():
        result["by_day"][name] = group.json()
    for name, group in groups["by_session"].items():
        project = min(projects[name])[1] if name in projects else None
        result["by_session"][name] = dict(
            group.json(), project=project, models=sorted(group.models))
    return result


def count_files(paths):
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    count = Count(Prices(os.path.join(root, "prices.yaml")))
    for path in paths:
        count.file(path)
    return answer(count)


if __name__ == "__main__":
    json.dump(count_files(sys.argv[1:]), sys.stdout, sort_keys=True)
    print()
