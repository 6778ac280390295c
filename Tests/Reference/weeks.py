#!/usr/bin/env python3
"""weeks.py OUT [--weeks N] [--seed S]

Writes N weeks as a team of programs and agents leaves them, up to 2026-11-29: issues of which
`implement` takes longer from week to week and `verify` often fails for one type, phases told in three
ways, calls, transcripts of agents, runs, context, modes. The same bytes for the same N and S.
"""

import argparse
import datetime
import json
import random

END = datetime.datetime(2026, 11, 29)


class Weeks:
    def __init__(self, weeks, seed):
        self.rng, self.now = random.Random(seed), END - datetime.timedelta(weeks=weeks, hours=-7)
        self.first, self.issue, self.mode = self.now, 0, "NORMAL"

    def line(self, event, **fields):
        return {"ts": self.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "event": event, **fields}

    def wait(self, seconds):
        self.now += datetime.timedelta(seconds=round(seconds, 3))

    def lines(self):
        while self.now < END:
            self.wait(self.rng.randint(1200, 30_000))
            yield from self.attempt()
            if self.rng.random() < .1:
                yield from self.run()
            if self.rng.random() < .05:
                yield self.transition()

    def attempt(self):
        rng = self.rng
        self.issue += 1
        type = rng.choice(("BUG", "ENH", "FEAT"))
        who = {"tool": rng.choice(("ll-auto", "ll-auto", "ll-sprint")),
               "issue_id": "%s-%04d" % (type, self.issue), "session_id": "s%04d" % (self.issue // 3)}
        slow = 1 + (self.now - self.first).days / 60
        began = self.now
        yield self.line("issue_start", **who)
        yield from self.conversation(who["session_id"])
        way, phases, is_good = rng.choice(("event", "pair", "map")), {}, True
        for phase in ("ready", "implement", "verify"):
            seconds = rng.lognormvariate(4, .5) * (slow if phase == "implement" else 1)
            if way == "pair":
                yield self.line("phase_start", phase=phase, **who)
            self.wait(seconds)
            fails = .3 if (phase, type) == ("verify", "ENH") else .04
            is_good = rng.random() > fails
            result = "pass" if is_good else "fail"
            phases[phase] = round(seconds, 1)
            if way == "event":
                yield self.line("issue_phase", phase=phase, duration_s=phases[phase],
                                result=result, **who)
            elif way == "pair":
                yield self.line("phase_end", phase=phase, result=result, **who)
            yield self.line(
                "tool_call_completed", tool_name=rng.choice(("Read", "Bash", "Edit")),
                success=rng.random() > .1, latency_ms=rng.randint(3, 4000))
            if not is_good:
                break
        yield self.line("context_snapshot", estimated_tokens=rng.randint(1000, 190_000),
                        **({"session_id": who["session_id"]} if rng.random() < .8 else {}))
        took = (self.now - began).total_seconds()
        yield self.line("issue_complete", duration_s=round(took, 1),
                        result="success" if is_good else "failure",
                        **({"phases": phases} if way == "map" else {}), **who)

    def conversation(self, session):
        """Lines of a transcript: a prompt, responses with their calls, results."""
        rng = self.rng
        head = {"sessionId": session, "cwd": "/work/" + session[:3]}
        yield {"type": "user", "uuid": "%032x" % rng.getrandbits(128), **head, **self.stamp(),
               "message": {"content": "please go on with %d" % self.issue}}
        for _ in range(rng.randint(1, 3)):
            self.wait(rng.uniform(2, 90))
            call = "toolu_%024x" % rng.getrandbits(96)
            yield {"type": "assistant", "uuid": "%032x" % rng.getrandbits(128), **head,
                   **self.stamp(), "message": {
                       "id": "msg_%024x" % rng.getrandbits(96),
                       "model": rng.choice(("claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001")),
                       "content": [{"type": "tool_use", "id": call, "name": "Grep"}],
                       "usage": {"input_tokens": rng.randint(1, 4000),
                                 "output_tokens": rng.randint(1, 900),
                                 "cache_read_input_tokens": rng.randint(0, 90_000),
                                 "cache_creation_input_tokens": rng.randint(0, 4000)}}}
            self.wait(rng.uniform(.1, 9))
            yield {"type": "user", "uuid": "%032x" % rng.getrandbits(128), **head, **self.stamp(),
                   "message": {"content": [{"type": "tool_result", "tool_use_id": call,
                                            "is_error": rng.random() < .1, "content": "so"}]}}

    def stamp(self):
        return {"timestamp": self.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}

    def run(self):
        rng, id_ = self.rng, "run-%d" % self.issue
        agent = rng.choice(("writer", "reviewer"))
        head = {"event_id": id_, "run_id": id_, "agent_name": agent, "job_type": "nightly",
                "start_time": self.line("run")["ts"]}
        yield self.line("run", status="running", **head)
        seconds = rng.uniform(1, 600)
        self.wait(seconds)
        if rng.random() < .9:
            # Some say how long they took, of others the end is known.
            length = {"duration_ms": round(seconds * 1000)} if self.issue % 3 else {
                "end_time": self.line("run")["ts"]}
            yield self.line("run", status=rng.choice(
                ("success", "completed", "failure", "timeout", "partial")), **head, **length)

    def transition(self):
        mode, self.mode = self.mode, "ALERT" if self.mode == "NORMAL" else "NORMAL"
        return self.line("mode_transition", **{"from": mode, "to": self.mode, "reason": "as told"})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--weeks", type=int, default=12, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="S")
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8") as file:
        for event in Weeks(options.weeks, options.seed).lines():
            file.write(json.dumps(event, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
