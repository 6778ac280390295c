#!/usr/bin/env python3
"""workload.py N OUT

Writes the log that the numbers are about: about N mixed events of issues, phases, tool calls and
snapshots, 238 bytes a line, the same bytes every time. Prints how many events it wrote.
"""

import datetime
import json
import random
import sys

TOOLS = ("ll-auto", "ll-parallel", "ll-sprint", "ll-loop")


class Workload:
    """Issues one after the other, on a clock that runs on by up to four seconds an event."""

    def __init__(self, seed=7):
        self.rng = random.Random(seed)
        self.time = datetime.datetime(2026, 2, 13, 10, 0, 0)

    def now(self):
        self.time += datetime.timedelta(milliseconds=self.rng.randint(1, 4000))
        return self.time.isoformat(timespec="milliseconds") + "Z"

    def issue(self, number):
        """The events of one issue, in order."""
        rng = self.rng
        issue = f"{rng.choice(('BUG', 'ENH', 'FEAT'))}-{number:05d}"
        about = {"tool": rng.choice(TOOLS), "issue_id": issue}
        trace = f"{rng.getrandbits(128):032x}"
        places = {"session_id": f"s{number // 8:06d}", "trace_id": trace}
        yield {"ts": self.now(), "event": "issue_start", **about, "wave": rng.randint(1, 4), **places}
        durations, result = {}, "pass"
        for phase in ("ready", "implement", "verify"):
            durations[phase] = round(rng.lognormvariate(3.5, 0.8), 1)
            for _ in range(rng.randint(2, 6)):
                yield self.tool_call(trace)
            result = "pass" if rng.random() > 0.1 else "fail"
            yield {"ts": self.now(), "event": "issue_phase", **about, "phase": phase,
                   "duration_s": durations[phase], "result": result, **places}
            if result == "fail":
                break
        yield {"ts": self.now(), "event": "system_metrics_snapshot", "component": "brainstem",
               "cpu_load_percent": round(rng.uniform(5, 99), 1),
               "mem_used_percent": round(rng.uniform(30, 90), 1),
               "gpu_load_percent": round(rng.uniform(0, 50), 1)}
        yield {"ts": self.now(), "event": "context_snapshot",
               "estimated_tokens": rng.randint(1000, 180000), "tool_calls": rng.randint(1, 80),
               "breakdown": {"Read": rng.randint(0, 30), "Edit": rng.randint(0, 20),
                             "Bash": rng.randint(0, 20)},
               "session_id": places["session_id"]}
        yield {"ts": self.now(), "event": "issue_complete", **about,
               "duration_s": round(sum(durations.values()), 1),
               "result": "success" if result == "pass" else "failure", "phases": durations, **places}

    def tool_call(self, trace):
        rng = self.rng
        return {"timestamp": self.now(), "level": "info", "component": "tool_executor",
                "event": "tool_call_completed", "trace_id": trace,
                "span_id": f"{rng.getrandbits(64):016x}",
                "tool_name": rng.choice(("Read", "Edit", "Bash", "Grep")),
                "risk_level": rng.choice(("low", "low", "low", "high")),
                "success": rng.random() > 0.05, "latency_ms": rng.randint(3, 4000)}


def main():
    wanted, path = int(sys.argv[1]), sys.argv[2]
    workload, written, issue = Workload(), 0, 0
    encode = json.JSONEncoder(separators=(",", ":")).encode
    with open(path, "w", buffering=1 << 20) as out:
        while written < wanted:
            issue += 1
            for event in workload.issue(issue):
                out.write(encode(event) + "\n")
                written += 1
    print(written)


if __name__ == "__main__":
    main()
