#!/usr/bin/env python3
"""runs.py list|stats FILE…: the runs that records tell of, counted without tlm, as
`tlm runs list --json` and `tlm runs stats --json` are to have them."""

import json
import sys

from distribution import Distribution

WORDS = {"failed": "failure", "error": "failure", "completed": "success", "succeeded": "success",
         "done": "success", "canceled": "cancelled", "timed_out": "timeout"}
ORDER = ("running", "success", "failure", "partial", "timeout", "cancelled", "blocked", "skipped",
         "unknown")


def merged(paths):
    """Records of one event id together: later fields that are not null win, and no final status is
    undone by a running one."""
    runs = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                if record.get("record_type") != "run":
                    continue
                run = runs.setdefault(record.get("event_id") or record["run_id"], {})
                status = WORDS.get(record.get("status"), record.get("status"))
                for key, value in record.items():
                    if value is not None and key != "status":
                        run[key] = value
                if status and not (status == "running" and run.get("status")):
                    run["status"] = status
    return runs


def ordered(runs):
    """Those that were recorded last first."""
    keys = sorted(runs)
    return [runs[key] for key in
            sorted(keys, key=lambda key: runs[key].get("created_at") or runs[key]["start_time"],
                   reverse=True)]


def nanoseconds(run):
    if run.get("status") in (None, "running") or run.get("duration_ms") is None:
        return None
    return int(run["duration_ms"]) * 1_000_000


def timings(lengths):
    found = Distribution()
    for length in lengths:
        found.add(length)
    return found.report()


def group(runs):
    counts = {status: sum(run.get("status", "unknown") == status for run in runs)
              for status in ORDER}
    ended = sum(count for status, count in counts.items() if status not in ("running", "unknown"))
    lengths = {status: [nanoseconds(run) for run in runs if run.get("status") == status
                        and nanoseconds(run) is not None] for status in ORDER}
    return {"runs": len(runs), "ended": ended, **counts,
            "success_rate": counts["success"] / ended if ended else None,
            "durations": timings(sum(lengths.values(), [])),
            "durations_by_status": {status: timings(found) for status, found in lengths.items()
                                    if found}}


def main():
    runs = merged(sys.argv[2:])
    if sys.argv[1] == "list":
        print(json.dumps({"runs": ordered(runs)}))
        return
    agents = sorted({run["agent_name"] for run in runs.values()})
    print(json.dumps({
        "schema": "tlm.run-stats/1", "overall": group(list(runs.values())),
        "by_agent": {agent: group([run for run in runs.values() if run["agent_name"] == agent])
                     for agent in agents}}))


if __name__ == "__main__":
    main()
