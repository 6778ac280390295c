#!/usr/bin/env python3
"""workload.py N OUT [--seed S]

Writes about N lines as a busy day of agents leaves them: issues with their phases, tool calls,
snapshots of machine and context. The same bytes for the same N and S.
"""

import argparse
import json
import random

TOOLS = ("ll-auto", "ll-parallel", "ll-sprint", "ll-loop")
PHASES = ("ready", "implement", "verify")
BEGIN_MS = 1_770_976_800_000  # 2026-02-13T10:00:00Z


class Day:
    def __init__(self, seed):
        self.rng, self.ms, self.issue = random.Random(seed), BEGIN_MS, 0

    def time(self):
        self.ms += self.rng.randint(1, 4000)
        seconds, ms = divmod(self.ms, 1000)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        day, hour = divmod(hours - BEGIN_MS // 3_600_000 + 10, 24)
        return "2026-02-%02dT%02d:%02d:%02d.%03dZ" % (13 + day % 15, hour, minute, second, ms)

    def attempt(self):
        """One issue from its start to its completion."""
        rng = self.rng
        self.issue += 1
        who = {"tool": rng.choice(TOOLS),
               "issue_id": "%s-%05d" % (rng.choice(("BUG", "ENH", "FEAT")), self.issue)}
        where = {"session_id": "s%06d" % (self.issue // 8), "trace_id": "%032x" % rng.getrandbits(128)}
        yield {"ts": self.time(), "event": "issue_start", **who, "wave": rng.randint(1, 4), **where}
        phases, result = {}, "pass"
        for phase in PHASES:
            phases[phase] = round(rng.lognormvariate(3.5, 0.8), 1)
            for _ in range(rng.randint(2, 6)):
                yield self.tool_call(where["trace_id"])
            result = "pass" if rng.random() > 0.1 else "fail"
            yield {"ts": self.time(), "event": "issue_phase", **who, "phase": phase,
                   "duration_s": phases[phase], "result": result, **where}
            if result == "fail":
                break
        yield {"ts": self.time(), "event": "system_metrics_snapshot", "component": "brainstem",
               "cpu_load_percent": round(rng.uniform(5, 99), 1),
               "mem_used_percent": round(rng.uniform(30, 90), 1)}
        yield {"ts": self.time(), "event": "context_snapshot",
               "estimated_tokens": rng.randint(1000, 180000), "tool_calls": rng.randint(1, 80),
               "breakdown": {tool: rng.randint(0, 30) for tool in ("Read", "Edit", "Bash")}}
        yield {"ts": self.time(), "event": "issue_complete", **who,
               "duration_s": round(sum(phases.values()), 1),
               "result": "success" if result == "pass" else "failure", "phases": phases, **where}

    def tool_call(self, trace):
        rng = self.rng
        return {"timestamp": self.time(), "level": "info", "component": "tool_executor",
                "event": "tool_call_completed", "trace_id": trace,
                "span_id": "%016x" % rng.getrandbits(64),
                "tool_name": rng.choice(("Read", "Edit", "Bash", "Grep")),
                "success": rng.random() > 0.05, "latency_ms": rng.randint(3, 4000)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--seed", type=int, default=7, metavar="S")
    options = parser.parse_args()
    day, written = Day(options.seed), 0
    with open(options.out, "w", encoding="utf-8") as file:
        while written < options.count:
            for event in day.attempt():
                file.write(json.dumps(event, separators=(",", ":")) + "\n")
                written += 1


if __name__ == "__main__":
    main()
