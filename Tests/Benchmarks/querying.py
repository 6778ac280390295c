"""Measures of questions: few events, many events and groups of a million, against DuckDB, jq, grep."""

import json
import subprocess
import time

from indexing import made_store
from replaying import Duck
from tools import Row, duration, median, spread

ROUNDS = 5
FILE = "read_json('{file}', format='newline_delimited', columns={{event:'VARCHAR', tool:'VARCHAR', " \
    "issue_id:'VARCHAR', trace_id:'VARCHAR', phase:'VARCHAR', duration_s:'DOUBLE', " \
    "latency_ms:'DOUBLE'}})"


def measure(bench):
    path = bench.workload()
    store = made_store(bench, "million.store", path, 1)
    trace = some_trace(path)
    yield from contest(
        bench, path, store, "few of 1 M events: --where 'trace_id = …'",
        ["--where", f"trace_id = {trace} and latency_ms > 100", "--count"],
        f"select count(*) from {FILE} where trace_id = '{trace}' and latency_ms > 100",
        jq=f'select(.trace_id == "{trace}" and .latency_ms > 100) | 1',
        grep=trace, least=20)
    yield from contest(
        bench, path, store, "many of 1 M events: --where 'latency_ms > 500 or duration_s > 60'",
        ["--where", "latency_ms > 500 or duration_s > 60", "--count"],
        f"select count(*) from {FILE} where latency_ms > 500 or duration_s > 60",
        jq="select(.latency_ms > 500 or .duration_s > 60) | 1", grep='"latency_ms":')
    yield from contest(
        bench, path, store, "groups of 1 M events: --group-by event, count, sum and max",
        ["--group-by", "event", "--agg", "count, sum(duration_s), max(latency_ms)"],
        f"select event, count(*), sum(duration_s), max(latency_ms) from {FILE} group by 1 order by 1",
        least=1)
    yield from contest(
        bench, path, store, "groups of 1 M events: --group-by event,tool, p95",
        ["--group-by", "event, tool", "--agg", "count, p95(latency_ms)"],
        f"select event, tool, count(*), quantile_disc(latency_ms, 0.95) from {FILE} group by 1, 2 "
        "order by 1, 2")
    yield memory(bench, store)


def some_trace(path):
    """The trace of an event in the middle."""
    with open(path) as file:
        for number, line in enumerate(file):
            if number > 500_000 and '"latency_ms"' in line and '"trace_id"' in line:
                event = json.loads(line)
                if event["latency_ms"] > 100:
                    return event["trace_id"]
    raise AssertionError("a day of work has traces")


def contest(bench, path, store, what, words, sql, jq=None, grep=None, least=None):
    """Ours and DuckDB in turns, ours as a whole process; jq and grep once, as they take long."""
    command = [bench.tlm, "query", "--store", store, *words]
    duck = Duck(bench, path) if bench.duck_python else None
    ours, peers = [], []
    for turn in range(ROUNDS + 1):
        elapsed = timed(command)
        peer = duck.ask(" ".join(sql.format(file=path).split())) if duck else None
        if turn > 0:
            ours.append(elapsed)
            peers.append(peer)
    others = []
    if grep:
        others.append("grep -c " + duration(timed(["grep", "-c", "--", grep, path])))
    if jq:
        others.append("jq " + duration(timed(["jq", "-c", jq, path])))
    row = Row(what, duration(median(ours)), spread(ours, ()))
    if duck:
        duck.close()
        others.insert(0, "DuckDB " + duration(median(peers)))
        row.ratio = f"{median(peers) / median(ours):.2f} × as fast"
        if least:
            row.goal, row.is_reached = f"≥ {least} × DuckDB", median(peers) >= least * median(ours)
            row.missed_by = row.ratio
    row.peer = ", ".join(others)
    yield row


def timed(command):
    """Seconds of a whole process; that nothing was found is no failure."""
    start = time.perf_counter()
    result = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
    assert result.returncode in (0, 1), command
    return time.perf_counter() - start


def memory(bench, store):
    """The most that a question of all events takes."""
    command = ["/usr/bin/time", "-f", "%M", bench.tlm, "query", "--store", str(store), "--group-by",
               "event", "--agg", "count, p95(latency_ms)"]
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    kilobytes = int(result.stderr.split()[-1])
    return Row("groups of 1 M events: memory", f"{kilobytes / 1024:.0f} MiB resident")
