"""What agents spend, repeat and get done, as the sensors of them say it: kept in lists, and counted when
somebody asks."""

import os
from collections import OrderedDict, deque

import fields
import usage

SECOND, HOUR, DAY = 10**9, 3600 * 10**9, 86_400 * 10**9
KINDS = ("input", "output", "cache_read", "cache_write")
BEGINS = ("PreToolUse", "tool_call_started")
ENDS = ("PostToolUse", "PostToolUseFailure", "PermissionDenied", "tool_call_completed",
        "tool_call_failed", "tool_call_blocked", "agent_call_gated")
SPENDINGS = ("assistant", "result", "context_snapshot", "api_request", "claude_code.api_request",
             "model_call_completed", "codex.sse_event", "event_msg")
ROLLOUTS = ("session_meta", "turn_context", "event_msg", "response_item")
EDITORS = ("Edit", "Write", "MultiEdit", "NotebookEdit", "apply_patch")
RUNNERS = ("swift test", "pytest", "unittest", "npm test", "npm run test", "yarn test", "pnpm test",
           "jest", "vitest", "cargo test", "go test", "make test", "make check", "gradle test",
           "gradlew test", "mvn test", "ctest", "rspec", "phpunit", "dotnet test")
PRICES = usage.Prices(os.path.join(os.path.dirname(__file__), "..", "..", "prices.yaml"))


def call_of(event):
    one = fields.text(event, "tool_use_id")
    return one and (one, fields.text(event, "session_id") if len(one.encode()) < 16 else None)


def digest(event):
    tool = event.get("tool_name") or event.get("tool")
    for name in ("input_digest", "input", "tool_input"):
        if tool and event.get(name) is not None:
            return tool, str(event[name]), event.get("input_bytes")
    return None


def dollars(pico):
    micro, rest = divmod(pico, 1_000_000)
    return (micro + (rest >= 500_000)) / 1e6


class Agents:
    """What all these sensors have seen."""

    def __init__(self, ring):
        self.spent, self.hours, self.begun = ring(list), {}, ring(lambda: [0, 0])
        self.has_spending = self.has_calls = False
        self.responses, self.sessions, self.unpriced = OrderedDict(), {}, 0
        # Of Codex: where in its file the log stands, and what both tellers said of a session.
        self.file, self.codex = {}, {}
        self.calls = deque(maxlen=512)
        self.marks = {"edit": deque(maxlen=16), "test": deque(maxlen=16), "commit": deque(maxlen=16)}

    def fold(self, called, event, time):
        if called in ROLLOUTS and "session_id" not in event:
            self.follow(called, event, time)
        if called in SPENDINGS:
            self.spend(called, event, time)
        if called in BEGINS:
            self.begin(event, time)
        if called in ENDS:
            self.end(called, event, time)

    def follow(self, called, event, time):
        payload = event.get("payload")
        if not isinstance(payload, dict):
            return
        if called == "session_meta":
            if self.file.get("head") and payload.get("id") == self.file["fork"]:
                self.file.update(history=True, fork=payload.get("forked_from_id"))
            else:
                self.file = {"head": True, "session": payload.get("id"), "begun": time,
                             "fork": payload.get("forked_from_id")}
            return
        self.file["head"] = False
        if called == "turn_context":
            self.file["model"] = payload.get("model", self.file.get("model"))
        if payload.get("type") in ("task_started", "turn_started"):
            start, begun = payload.get("started_at"), self.file.get("begun")
            self.file["history"] = bool(start and begun and start * SECOND < begun - 5 * SECOND)

    def step(self, event, time):
        """A step in a file of Codex: session, model, tokens and what tells it from others."""
        payload = event.get("payload")
        info = payload.get("info") if isinstance(payload, dict) else None
        if not info or payload.get("type") != "token_count" or not info.get("last_token_usage"):
            return None
        place = self.file
        if "session_id" in event or not place:
            place = {"session": event.get("session_id"), "model": event.get("model"),
                     "history": event.get("replayed", False)}
        if place.get("history"):
            return None
        last = info["last_token_usage"]
        cached = last.get("cached_input_tokens", 0)
        tokens = [last["input_tokens"] - cached, last["output_tokens"], cached, 0]
        total = info.get("total_token_usage")
        key = f"k{place.get('session')} {total if total else time}"
        return place.get("session"), place.get("model"), tokens, key

    def excess(self, session, teller, cost, tokens):
        """What goes beyond what the other teller said of the session."""
        told = self.codex.setdefault(session, {"record": [0] * 5, "telemetry": [0] * 5})
        before = [max(pair) for pair in zip(*told.values())]
        told[teller] = [old + new for old, new in zip(told[teller], [cost, *tokens])]
        after = [max(pair) for pair in zip(*told.values())]
        more = [new - old for new, old in zip(after, before)]
        return more[0], more[1:]

    def spend(self, called, event, time):
        session = event.get("session_id")
        if called in ("result", "context_snapshot"):
            names = (["session_cost_usd"] if called == "context_snapshot" else
                     ["total_cost_usd", "cost_usd", "total_cost"])
            told = next((event[name] for name in names if event.get(name) is not None), None)
            if told is None:
                return
            self.has_spending = True
            total, course = round(told * 10**12), self.course(session)
            before = max(course[:2])
            course[1] += total if total < course[2] else total - course[2]
            course[2] = total
            return self.add(max(course[:2]) - before if session else 0, [0] * 4, time)
        message = event.get("message")
        message = message if isinstance(message, dict) else {}
        use = message.get("usage") if called == "assistant" else event
        use = use if isinstance(use, dict) else {}
        step = self.step(event, time) if called == "event_msg" else None
        counts = "_token_count" if called == "codex.sse_event" else "_tokens"
        if not step and (not use or not any(key.endswith(counts) for key in use)
                         and "cost_usd" not in event):
            return
        self.has_spending = True
        names = ("input_tokens", "output_tokens", "cache_read_input_tokens",
                 "cache_creation_input_tokens")
        tokens = [use.get(name) or 0 for name in names]
        if called != "assistant":
            tokens[2:] = [use.get("cache_read_tokens") or 0, use.get("cache_creation_tokens") or 0]
        if called == "codex.sse_event":
            cached = use.get("cached_token_count") or 0
            tokens = [(use.get("input_token_count") or 0) - cached, use.get("output_token_count") or 0,
                      cached, 0]
        cost = event.get("cost_usd")
        cost = None if cost is None else round(cost * 10**12)
        model = message.get("model") or event.get("model")
        if step:
            session, model, tokens, _ = step
        if cost is None and model:
            priced = PRICES.cost(model, time, dict(zip(
                ("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens",
                 "reasoning_tokens"), tokens + [0])), 0)
            cost = None if priced is None else int(priced * 10**12)
        keys = [key for key in (message.get("id") and "m" + message["id"],
                                event.get("request_id") and "r" + event["request_id"],
                                event.get("requestId") and "r" + event["requestId"],
                                event.get("response_id") and "m" + event["response_id"],
                                step and step[3]) if key]
        known = next((self.responses[key] for key in keys if key in self.responses), None)
        before = known or {"tokens": [0] * 4, "cost": None}
        more = [max(0, new - old) for new, old in zip(tokens, before["tokens"])]
        if known is None and cost is None:
            self.unpriced += 1
        news = max(0, (cost or 0) - (before["cost"] or 0))
        if keys:
            costs = [each for each in (cost, before["cost"]) if each is not None]
            before["tokens"] = [max(pair) for pair in zip(tokens, before["tokens"])]
            before["cost"] = max(costs, default=None)
            self.responses.update({key: before for key in keys})
        if session and called in ("codex.sse_event", "event_msg"):
            teller = "record" if step else "telemetry"
            news, more = self.excess(session, teller, news, more)
        if session:
            course = self.course(session)
            old = max(course[:2])
            course[0] += news
            news = max(course[:2]) - old
        self.add(news, more, time)

    def course(self, session):
        return self.sessions.setdefault(session, [0, 0, 0])

    def add(self, cost, tokens, time):
        if time is None or not (cost or any(tokens)):
            return
        self.spent.touch(time).append((cost, tokens))
        self.hours[time // HOUR] = self.hours.get(time // HOUR, 0) + cost

    def begin(self, event, time):
        self.has_calls, same, call = True, digest(event), call_of(event)
        if time is None or call and any(each[0] == call for each in self.calls):
            return
        again = same and any(each[3] and each[1] == same and each[2] >= time - 600 * SECOND
                    for each in self.calls)
        self.calls.append([call, same, time, False])
        bucket = self.begun.touch(time)
        bucket[0] += bool(again)
        bucket[1] += 1

    def end(self, called, event, time):
        bad = called not in ("PostToolUse", "tool_call_completed") or (
            fields.outcome(event) == "failure")
        call = call_of(event)
        for each in self.calls:
            if bad and call and each[0] == call:
                each[3] = True
                break
        tool = event.get("tool_name") or event.get("tool")
        if time is None or not tool:
            return
        if tool in EDITORS:
            if not bad:
                self.marks["edit"].append(time)
            return
        given = event.get("tool_input")
        command = given.get("command") if isinstance(given, dict) else event.get("input")
        if isinstance(command, str) and any(word in command for word in RUNNERS):
            self.marks["test"].append(time)
        if isinstance(command, str) and not bad and "git commit" in command:
            self.marks["commit"].append(time)

    def sums(self, window, at):
        """(cost, tokens by kind) of a window, and its last second; buckets of nothing do not count."""
        told = [each for _, bucket in self.spent.window(window, at) for each in bucket]
        return sum(each[0] for each in told), [
            sum(each[1][kind] for each in told) for kind in range(4)]

    def today(self, at):
        return sum(cost for hour, cost in self.hours.items()
                   if at // DAY * 24 <= hour <= at // HOUR)

    def say(self, measure, at):
        """The value, and the second or the time of it; None where nothing is said."""
        last = self.spent.last(at)
        if measure.startswith("since_"):
            seen = [time for time in self.marks[measure[6:]] if time <= at + 5 * SECOND]
            if not seen:
                return None
            return min(max((at - max(seen)) / 1e9, 0.0), 86_400.0), max(seen)
        if measure == "repeated":
            if not self.has_calls:
                return None
            counts = {}
            for call in self.calls:
                if call[1] and at // SECOND - 120 < call[2] // SECOND <= at // SECOND:
                    counts[call[1]] = counts.get(call[1], 0) + 1
            time = self.begun.last(at)
            return float(max(counts.values(), default=0)), None if time is None else time * SECOND
        if measure == "retried":
            found = self.begun.window(300, at)
            if not found:
                return None
            again, whole = (sum(bucket[place] for _, bucket in found) for place in (0, 1))
            return again / whole, max(second for second, _ in found) * SECOND
        if not self.has_spending:
            return None
        if measure == "today":
            value = dollars(self.today(at))
        elif measure == "this_hour":
            value = dollars(self.hours.get(at // HOUR, 0))
        elif measure == "per_hour":
            value = dollars(self.sums(600, at)[0] * 3600 // 600)
        elif measure == "until_midnight":
            rest = (at // DAY + 1) * 86_400 - at // SECOND
            value = dollars(self.today(at) + self.sums(600, at)[0] * rest // 600)
        else:
            value = self.sums(300, at)[1][KINDS.index(measure)] * 60 / 300
        return value, None if last is None else last * SECOND
