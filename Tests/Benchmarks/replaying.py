"""Measures of reading: whole replays against DuckDB, the cost of each step, memory."""

import json
import subprocess
import time

from tools import Row, duration, median, rate, spread

PROJECTIONS = ("event-counts", "phase-timing")
ROUNDS = 5


class Duck:
    """DuckDB in a process of its own, one query a line; None where it cannot be had."""

    def __init__(self, bench, path):
        self.process = subprocess.Popen(
            [bench.duck_python, str(__file__).replace("replaying.py", "duck.py"), str(path),
             str(bench.threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = json.loads(self.process.stdout.readline())["version"]

    def ask(self, projection):
        self.process.stdin.write(projection + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["elapsed_s"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(bench):
    path = bench.workload()
    yield from replays(bench, path)
    yield from costs(bench, path)
    yield from memory(bench, path)
    yield from calls(bench)


def replays(bench, path):
    """Every contestant once a round, warm: nobody has the quiet minutes for itself."""
    duck = Duck(bench, path) if bench.duck_python else None
    for projection in PROJECTIONS:
        times = {name: [] for name in ("duck", "library 1", "library 2", "process 1", "process 2")}
        events = 0
        for turn in range(ROUNDS + 1):
            found = {}
            if duck:
                found["duck"] = duck.ask(projection)
            for jobs in (1, 2):
                result = bench.run("replay", file=path, projection=projection, jobs=jobs, runs=2)
                found[f"library {jobs}"], events = result["elapsed_s"][-1], result["events"]
                found[f"process {jobs}"] = process_time(bench, path, projection, jobs)
            if turn > 0:
                for name, elapsed in found.items():
                    times[name].append(elapsed)
        yield from rows(projection, times, events, duck)
    if duck:
        duck.close()


def process_time(bench, path, projection, jobs):
    start = time.perf_counter()
    subprocess.run(
        [bench.tlm, "replay", "--projection", projection, "--jobs", str(jobs), "--digest", path],
        check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def rows(projection, times, events, duck):
    peer = median(times["duck"]) if duck else None
    for name in ("library 1", "library 2", "process 1", "process 2"):
        kind, jobs = name.split()
        middle = median(times[name])
        row = Row(f"replay {projection}, {kind}, {jobs} job{'s' if jobs > '1' else ''}",
                  duration(middle), f"{rate(events / middle)}  {spread(times[name], ())}")
        if peer:
            row.peer = f"DuckDB {duration(peer)} ({duration(min(times['duck']))} –)"
            row.ratio = f"{peer / middle:.2f} × as fast"
            if jobs == "2":
                row.goal, row.is_reached = "faster than DuckDB", middle < peer
                row.missed_by = f"{middle / peer:.2f} × its time"
        yield row
    best = events / min(times["library 2"])
    yield Row(f"replay {projection}, best, 2 jobs", rate(best), goal="10 M/s (aim)",
              is_reached=best >= 10e6, missed_by=rate(best))


def costs(bench, path):
    """Nanoseconds an event by step, on one thread; the middle one of three passes."""
    found = bench.run("costs", file=path, runs=3)

    def row(what, name, step):
        passes = [one[step] * 1e-9 for one in found[name]]
        return Row(what, f"{median(passes) * 1e9:.1f} ns", spread(passes, ()))

    yield row("an event: reading", "dispatch", "read")
    yield row("an event: parsing", "dispatch", "parse")
    yield row("an event: dispatch, nobody wants it", "dispatch_unwanted", "fold")
    yield row("an event: dispatch, one empty handler", "dispatch", "fold")
    yield row("an event: dispatch, five empty handlers", "dispatch_5", "fold")
    yield row("an event: event-counts", "event-counts", "fold")
    yield row("an event: phase-timing (wants 27 %)", "phase-timing", "fold")


def memory(bench, path):
    """Ten million events."""
    for projection in PROJECTIONS:
        mebibytes, _ = peak(bench, projection, *[str(path)] * 10)
        yield Row(f"memory: {projection} of 10 M events", f"{mebibytes:.1f} MiB anonymous",
                  goal="≤ 100 MiB", is_reached=mebibytes <= 100, missed_by=f"{mebibytes:.0f} MiB")


def calls(bench):
    """A million calls of tools, each told of twice: rows, over a file."""
    mebibytes, elapsed = peak(bench, "tool-usage", str(bench.calls()))
    yield Row("memory: tool-usage of 1 M calls", f"{mebibytes:.1f} MiB anonymous",
              goal="≤ 120 MiB", is_reached=mebibytes <= 120, missed_by=f"{mebibytes:.0f} MiB")
    yield Row("tool-usage of 1 M calls", duration(elapsed), goal="≤ 5 s", is_reached=elapsed <= 5,
              missed_by=duration(elapsed))


def peak(bench, projection, *files):
    """The greatest anonymous memory that /proc shows of a replay, in MiB, and its seconds."""
    begin = time.monotonic()
    process = subprocess.Popen(
        [bench.tlm, "replay", "--projection", projection, "--digest", *files],
        stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, anonymous(process.pid))
        time.sleep(0.002)
    return most / 1024, time.monotonic() - begin


def anonymous(process):
    """KiB; 0 where the process has just ended."""
    try:
        with open(f"/proc/{process}/status") as status:
            lines = [line.split() for line in status if line.startswith("RssAnon")]
        return int(lines[0][1]) if lines else 0
    except OSError:
        return 0
