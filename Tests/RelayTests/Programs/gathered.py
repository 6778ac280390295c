"""Three machines in one hub: its answers are those of the three logs, merged as the hub did it; and one
trace that went over all of them is one tree."""
import json
import pathlib
import shutil
import signal
import sys
import time

from machines import Hub, Origin, Scratch, eventually
from nodes import Cluster

DATA = pathlib.Path(__file__).parents[3] / "Examples/data"
LOGS = ["little-loops/issue_lifecycle.jsonl", "dialects/feat417_seed000.jsonl", "structlog/current.jsonl"]
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PROJECTIONS = ["phase-timing", "velocity", "tool-usage", "issues", "runs", "mode-state", "sessions", "usage",
               "metric-sums", "sensor-metrics"]


def span(number, parent, begin, seconds, **more):
    """The clock of the second machine is two seconds behind."""
    return json.dumps({
        "ts": f"2026-05-01T10:00:{begin + seconds:09.6f}Z", "event": f"step-{number}", "kind": "span",
        "trace_id": TRACE, "span_id": f"{number:016x}", "start_time": f"2026-05-01T10:00:{begin:09.6f}Z",
        "end_time": f"2026-05-01T10:00:{begin + seconds:09.6f}Z", "duration_s": seconds,
        **({"parent_span_id": f"{parent:016x}"} if parent else {}), **more}) + "\n"


def gathered(cluster, folder):
    """The three, and a hub that has all of them."""
    origins = [Origin(folder, number, cluster.url) for number in range(3)]
    spans = [[span(1, None, 10, 20), span(4, 1, 25, 4)], [span(2, 1, 9, 9)], [span(3, 2, 12, 5, result="fail")]]
    hub = Hub(folder, 0, cluster.url)
    hub.start()
    try:
        for origin, log, own in zip(origins, LOGS, spans):
            lines = (DATA / log).read_bytes()
            half = lines.index(b"\n", len(lines) // 2) + 1
            # In turns, so that the hub has a bit of each.
            for part in (lines[:half], "".join(own).encode(), lines[half:]):
                origin.tlm("append", "-", input=part)
                origin.tlm("relay", "push", "--nats", cluster.url, "--once")
        eventually(lambda: all(hub.text(origin.id) == origin.pushed() for origin in origins), 60,
                   lambda: f"the hub has all: {hub.status()}")
    finally:
        hub.end(signal.SIGTERM)
    return origins, hub


def replayed(hub, projection, *files):
    """Up to the day before: what tlm wrote about the hub's own log is of today."""
    until = time.strftime("%Y-%m-%dT00:00:00Z", time.gmtime(time.time() - 86_400))
    done = hub.tlm("replay", "-p", projection, "--until", until, "--json", *files, code=None)
    return json.loads(done.stdout)


def the_answers_of_a_hub_are_those_of_the_merged_logs():
    with Scratch() as folder, Cluster(folder + "/nodes", 1) as cluster:
        origins, hub = gathered(cluster, folder)
        texts = {origin.id: origin.pushed() for origin in origins}
        # The origins' own bytes, in the order in which the hub took them.
        merged = b"".join(texts[origin][marker["from"]:marker["from"] + marker["length"]]
                          for origin, marker, _ in hub.runs())
        path = pathlib.Path(folder, "merged.jsonl")
        path.write_bytes(merged)
        for projection in PROJECTIONS:
            own, other = replayed(hub, projection), replayed(hub, projection, str(path))
            if own["digest"] != other["digest"]:
                raise AssertionError(f"{projection}: {own} is not {other}")
        counts = {}
        for line in merged.splitlines():
            name = json.loads(line).get("event")
            counts[name] = counts.get(name, 0) + 1
        found = replayed(hub, "event-counts")["report"]
        print(f"{len(merged.splitlines())} lines of three origins, {len(PROJECTIONS)} digests the same",
              json.dumps(found)[:200])


def what_is_told_of_one_is_what_its_own_log_says():
    """By origin, as each is one machine here."""
    with Scratch() as folder, Cluster(folder + "/nodes", 1) as cluster:
        origins, hub = gathered(cluster, folder)
        span = ["--since", "2020-01-01", "--until", "2026-12-31"]
        asked = [["summary", *span], ["trends", "--monthly", *span], ["usage"], ["usage", "project"],
                 ["sessions", "list"], ["stats", *span], ["runs", "stats"], ["runs", "list"],
                 ["query", "--group-by", "name()", "--agg", "count, p95(duration())"]]
        for origin in origins:
            for words in asked:
                own, found = (json.loads(machine.tlm(*words, "--json", *more, code=None).stdout or "null")
                              for machine, more in ((origin, []), (hub, ["--origin", origin.id])))
                if placeless(own) != placeless(found):
                    raise AssertionError(f"{words} of {origin.name}: {found} is not {own}")
            count = hub.tlm("query", "--where", f"origin = {origin.id}", "--count").stdout
            if int(count) != len([line for line in origin.pushed().splitlines() if line.strip()]):
                raise AssertionError(f"the language chooses {origin.name}: {count}")
        # All three call themselves the same.
        host = json.loads(hub.tlm("query", "--group-by", "host()", "--agg", "count, distinct(origin())",
                                  "--json").stdout)["rows"]
        if len(host) != 1 or host[0]["distinct(origin())"] not in (3, 4):
            raise AssertionError(f"one machine, with three stores and the hub: {host}")
        whole, part = (json.loads(hub.tlm(*words, "--json", code=None).stdout) for words in (
            ["usage"], ["usage", "host"]))
        if whole["totals"]["responses"] and list(part["by_host"].values()) != [whole["totals"]]:
            raise AssertionError(f"all the work is of one machine: {part}")


def placeless(value):
    """Without what says where something stands in a log."""
    if isinstance(value, list):
        return [placeless(one) for one in value]
    if isinstance(value, dict):
        return {key: placeless(one) for key, one in value.items()
                if key not in ("position", "next", "digest", "store")}
    return value


def a_trace_over_three_machines_is_one_tree():
    with Scratch() as folder, Cluster(folder + "/nodes", 1) as cluster:
        origins, hub = gathered(cluster, folder)
        found = json.loads(hub.tlm("trace", TRACE, "--json").stdout)
        spans = {one["name"]: one for one in found["spans"]}
        roots = [one["name"] for one in found["spans"] if one["parent"] is None]
        if roots != ["step-1"] or not {"step-1", "step-2", "step-3", "step-4"} <= set(spans):
            raise AssertionError(f"it is no tree of one root: {found}")
        for child, parent in (("step-2", "step-1"), ("step-3", "step-2"), ("step-4", "step-1")):
            if spans[child]["parent_span_id"] != spans[parent]["span_id"]:
                raise AssertionError(f"{child} lies in {parent}: {spans[child]}")
        # What a clock that is behind does is shown.
        if "clamped" not in spans["step-2"]["marks"]:
            raise AssertionError(f"a begin before its parent's is told: {spans['step-2']}")
        for number, origin in enumerate(origins):
            lines = hub.tlm("query", "--origin", origin.id, "--count").stdout
            if int(lines) != len([line for line in origin.pushed().splitlines() if line.strip()]):
                raise AssertionError(f"--origin chooses machine {number}: {lines}")


CASES = {name: value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and not isinstance(value, type) and name.startswith(("the_", "a_", "what_"))}

if __name__ == "__main__":
    if len(sys.argv) > 2:
        CASES[sys.argv[2]]()
        print("ok")
    elif shutil.which("nats-server"):
        print("\n".join(CASES))
