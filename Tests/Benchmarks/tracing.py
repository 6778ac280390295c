"""Measures of `tlm trace`: the tree of an issue and of a trace in logs of 1 M and 10 M events."""

import json
import subprocess

import indexing
from tools import Row, duration, median, read_samples, spread

ROUNDS = 15
# A log of 10 M events is one of 1 M ten times over, so that each tree there is ten times as large.
STORES = (("million.store", 1, "1 M", 5e-3), ("ten-million.store", 10, "10 M", 50e-3))


def measure(bench):
    for name, copies, what, limit in STORES:
        store = indexing.made_store(bench, name, bench.workload(), copies)
        indexing.tlm(bench, "index", "rebuild", "--store", store)
        for kind in ("issue", "trace"):
            yield in_library(bench, store, kind, what, limit)
        yield as_process(bench, store, what)


def in_library(bench, store, kind, what, limit):
    samples = bench.fresh("trees") / "samples"
    result = bench.run("trees", store=store, kind=kind, count=200, samples=samples)
    found = read_samples(samples)
    spans, read = (result[name] / result["subjects"] for name in ("spans", "bytes"))
    return Row(f"the tree of one {kind} among {what} events, in the library",
               duration(median(found)),
               f"{spread(found)}, {spans:.0f} spans, {read / 1e3:.0f} kB read each",
               goal=f"≤ {limit * 1e3:.0f} ms", is_reached=median(found) <= limit,
               missed_by=duration(median(found)))


def as_process(bench, store, what):
    line = subprocess.run([bench.tlm, "query", "--event", "issue_start", "--limit", "1", "--store",
                           store], check=True, capture_output=True, text=True).stdout
    issue = json.loads(line)["issue_id"]
    times = [indexing.tlm(bench, "trace", issue, "--store", store) for _ in range(ROUNDS)]
    return Row(f"tlm trace of an issue among {what} events, the whole process",
               duration(median(times)), spread(times, ()))
