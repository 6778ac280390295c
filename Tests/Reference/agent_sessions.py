#!/usr/bin/env python3
"""A folder of agents' sessions of which the truth is known: `agent_sessions.py FOLDER --seed N`.

It tells a story first (who asked what, what was answered and at what price), and then tells it badly:
responses over several lines with counts that grow, sessions that were resumed and carry a copy of
another's lines, side chains in files of their own that repeat their parent's messages, calls of which
half is missing, replies that no model gave, torn ends, lines that are no JSON, files that are there
twice. `truth.json` in the folder says what all of it comes to. With `--share 0.4` each file has grown so
far only, and ends anywhere in a line.
"""

import argparse
import copy
import datetime
import json
import os
import random
from decimal import Decimal

import usage
from usage import KINDS

MODELS = ["claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001",
          "claude-sonnet-5-5", "claude-haiku-5-5", "somebody-elses-model"]
START = datetime.datetime(2026, 9, 20, 22, 0, tzinfo=datetime.timezone.utc)


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


class Story:
    def __init__(self, seed, sessions):
        self.draw = random.Random(seed)
        self.prices = usage.Prices(os.path.join(os.path.dirname(__file__), "..", "..", "prices.yaml"))
        self.now = START
        self.files, self.facts, self.projects = {}, [], {}
        self.number, self.side = 0, False
        self.transcripts = {}
        for _ in range(sessions):
            self.session()

    def id(self, kind):
        self.number += 1
        return f"{kind}{self.draw.getrandbits(60):015x}{self.number:06d}"

    def step(self, seconds=None):
        self.now += datetime.timedelta(
            milliseconds=self.draw.randint(50, (seconds or self.draw.choice([2, 40, 4000])) * 1000))
        return self.now

    def fact(self, kind, session, time, **more):
        self.facts.append(dict(more, kind=kind, sessions={session}, time=time, side=self.side))

    def session(self):
        session = self.id("s-")
        project = self.draw.choice(["/home/a/one", "/home/a/two"])
        lines, old = [], None
        if self.transcripts and self.draw.random() < 0.3:
            # Resumed: the lines of the session before, under its own id or under the new one.
            old = self.draw.choice(sorted(self.transcripts))
            keeps = self.draw.random() < 0.5
            if not keeps:
                for fact in self.facts:
                    if old in fact["sessions"] and not fact["side"]:
                        fact["sessions"].add(session)
            for line in self.transcripts[old]:
                line = copy.deepcopy(line)
                if not keeps:
                    line["sessionId"] = session
                    if "cwd" in line:
                        line["cwd"] = project
                lines.append(line)
        self.base = {"sessionId": session, "cwd": project, "version": "2.1.0", "gitBranch": "main"}
        self.projects[session] = project
        for _ in range(self.draw.randint(1, 4)):
            self.turn(session, lines)
        self.transcripts[session] = [line for line in lines if line.get("sessionId") == session]
        self.files[f"{session}.jsonl"] = lines

    def line(self, kind, message=None, side=False, **more):
        line = {"uuid": self.id("u-"), "parentUuid": None, "isSidechain": side, "type": kind,
                "timestamp": stamp(self.now), **self.base, **more}
        if message is not None:
            line["message"] = message
        return line

    def turn(self, session, lines):
        self.step()
        text = self.draw.choice(["do it", [{"type": "text", "text": "do ünlike"}]])
        self.fact("prompt", session, self.now)
        lines.append(self.line("user", {"role": "user", "content": text}))
        if self.draw.random() < 0.2:
            lines.append(self.line("user", {"role": "user", "content": "caveat"}, isMeta=True))
        if self.draw.random() < 0.2:
            self.compaction(session, lines)
        for _ in range(self.draw.randint(1, 4)):
            calls = self.response(session, lines)
            self.results(lines, calls)
        if self.draw.random() < 0.2:
            self.step(5)
            lines.append(self.line(
                "assistant", {"id": self.id("x-"), "model": "<synthetic>", "role": "assistant",
                              "content": [{"type": "text", "text": "API Error: 529"}],
                              "usage": {"input_tokens": 0, "output_tokens": 0}},
                isApiErrorMessage=True))
        if self.draw.random() < 0.3:
            self.side_chain(session, lines)

    def compaction(self, session, lines):
        self.step(5)
        self.fact("compaction", session, self.now)
        lines.append(self.line("system", subtype="compact_boundary", content="compacted"))
        lines.append(self.line(
            "user", {"role": "user", "content": "This session is being continued"},
            isCompactSummary=True))

    def response(self, session, lines, side=False):
        self.step()
        model = self.draw.choice(MODELS)
        tokens = {"input_tokens": self.draw.randint(1, 50),
                  "cache_creation_tokens": self.draw.choice([0, 900, 120_000]),
                  "cache_read_tokens": self.draw.choice([0, 30_000, 150_000]),
                  "output_tokens": self.draw.randint(1, 4000), "reasoning_tokens": 0}
        hour = self.draw.choice([0, 0, tokens["cache_creation_tokens"] // 3])
        own = self.draw.choice([None] * 9 + ["0.0123456789"])
        time = self.now
        calls = [self.id("toolu_") for _ in range(self.draw.choice([0, 1, 2]))]
        parts = [{"type": "text", "text": "so"}] + [
            {"type": "tool_use", "id": call, "name": "Bash", "input": {"command": "ls"}}
            for call in calls]
        message, request = self.id("msg_"), self.id("req_")
        for place, part in enumerate(parts):
            told = dict(tokens)
            if place < len(parts) - 1:
                told["output_tokens"] = self.draw.randint(0, told["output_tokens"])
            line = self.line("assistant", {
                "id": message, "type": "message", "role": "assistant", "model": model,
                "content": [part], "usage": {
                    "input_tokens": told["input_tokens"], "output_tokens": told["output_tokens"],
                    "cache_read_input_tokens": told["cache_read_tokens"],
                    "cache_creation_input_tokens": told["cache_creation_tokens"],
                    "cache_creation": {"ephemeral_5m_input_tokens":
                                       told["cache_creation_tokens"] - hour,
                                       "ephemeral_1h_input_tokens": hour}}},
                side=side, requestId=request)
            if own is not None:
                line["costUSD"] = float(own)
            lines.append(line)
            if part["type"] == "tool_use":
                self.fact("call", session, self.now, id=part["id"])
            self.step(2)
        cost = Decimal(own) if own else self.prices.cost(
            model, int(time.timestamp() * 1000) * 10**6, tokens, hour)
        self.fact("response", session, time, model=model, tokens=tokens, cost=cost)
        return calls

    def results(self, lines, calls):
        for call in calls:
            self.step(20)
            if self.draw.random() < 0.1:
                continue  # half a pair
            kind = self.draw.choice(["ok", "ok", "failed", "refused"])
            result = {"type": "tool_result", "tool_use_id": call, "content": "x" * 20}
            if kind != "ok":
                result["is_error"] = True
            if kind == "refused":
                result["content"] = ("The user doesn't want to proceed with this tool use. The tool"
                                     " use was rejected")
            if kind == "failed":
                next(each for each in self.facts if each.get("id") == call)["failed"] = True
            lines.append(self.line("user", {"role": "user", "content": [result]}))

    def side_chain(self, session, lines):
        chain = []
        if lines and self.draw.random() < 0.5:
            # It begins with what its parent said, told with other requests.
            for line in lines[-3:]:
                line = copy.deepcopy(line)
                line["isSidechain"] = True
                if "requestId" in line:
                    line["requestId"] = self.id("req_")
                chain.append(line)
        self.step(5)
        self.side = True
        self.fact("prompt", session, self.now)
        chain.append(self.line("user", {"role": "user", "content": "look around"}, side=True))
        for _ in range(self.draw.randint(1, 3)):
            self.results(chain, self.response(session, chain, side=True))
        self.side = False
        self.files[f"{session}/subagents/agent-{self.id('a')}.jsonl"] = chain

    def truth(self):
        groups = {name: {} for name in ("totals", "by_model", "by_day", "by_session")}
        for fact in self.facts:
            # Copies have the times of what they are copies of: then the smaller id counts.
            session = min(fact["sessions"])
            for name, key in (("totals", ""), ("by_day", fact["time"].strftime("%Y-%m-%d")),
                              ("by_session", session), ("by_model", fact.get("model"))):
                if key is None:
                    continue
                group = groups[name].setdefault(key, usage.Group())
                group.sessions.add(session)
                add(group, fact)
        projects = {name: [((0, 0), project)] for name, project in self.projects.items()}
        return usage.document(groups, projects)

    def write(self, folder, share=1.0):
        for name, lines in self.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            text = [json.dumps(line, ensure_ascii=False) for line in lines]
            if self.draw.random() < 0.3:
                text.insert(self.draw.randint(0, len(text)), "no JSON at all")
            data = "\n".join(text).encode() + b"\n"
            if self.draw.random() < 0.3:
                data += text[0][: len(text[0]) // 2].encode()  # a torn end
            copies = 2 if self.draw.random() < 0.2 else 1
            for number in range(copies):
                with open(path + f".{number}.jsonl" if number else path, "wb") as file:
                    file.write(data[:int(len(data) * share)])
        with open(os.path.join(folder, "truth.json"), "w", encoding="utf-8") as file:
            json.dump(self.truth(), file, sort_keys=True, indent=1)


def add(group, fact):
    if fact["kind"] == "response":
        group.counts["responses"] += 1
        group.models.add(fact["model"])
        for kind in KINDS:
            group.counts[kind] += fact["tokens"][kind]
        if fact["cost"] is None:
            group.unpriced.add(fact["model"])
        else:
            group.cost += fact["cost"]
            group.priced += 1
    elif fact["kind"] == "call":
        group.counts["tool_calls"] += 1
        group.counts["tool_errors"] += fact.get("failed", False)
    else:
        group.counts[fact["kind"] + "s"] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--share", type=float, default=1.0)
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    Story(arguments.seed, arguments.sessions).write(arguments.folder, arguments.share)


if __name__ == "__main__":
    main()
