"""Measures of the index: building it, replays that skip by it, looking things up, checkpoints."""

import pathlib
import shutil
import subprocess
import time

from replaying import Duck
from tools import Row, duration, median, rate, read_samples, spread

ROUNDS = 5
FIVE = ("event-counts", "phase-timing", "velocity", "tool-usage", "phase-sums")


def measure(bench):
    store = made_store(bench, "million.store", bench.workload(), 1)
    yield from building(bench, store, "1 M events", "≤ 12 %", 0.12)
    yield from skipping(bench, store, bench.workload())
    yield from together(bench, store)
    yield from looking_up(bench, store, "1 M")
    yield from recent(bench, store, "1 M")
    yield from checkpoints(bench, store)
    with_ids = made_store(bench, "ids.store", bench.workload_with_ids(), 1)
    yield from building(bench, with_ids, "1 M events with an id a line", "≤ 28 %", 0.28)
    large = made_store(bench, "ten-million.store", bench.workload(), 10)
    tlm(bench, "index", "rebuild", "--store", large)
    yield from looking_up(bench, large, "10 M")


def tlm(bench, *words):
    """Seconds of a whole process, which must end well."""
    start = time.perf_counter()
    subprocess.run([bench.tlm, *map(str, words)], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def made_store(bench, name, log, copies):
    """A store that holds a log so many times; made once."""
    path = bench.work / name
    if not (path / "complete").exists():
        subprocess.run(["rm", "-rf", path], check=True)
        tlm(bench, "init", "--store", path)
        tlm(bench, "append", "--store", path, *[log] * copies)
        (path / "complete").touch()
    return path


def size(folder):
    return sum(file.stat().st_size for file in pathlib.Path(folder).glob("*.jsonl"))


def used(store):
    """Bytes on disk of what is derived."""
    return sum(file.stat().st_blocks * 512 for file in (store / "views").iterdir() if file.is_file())


def building(bench, store, what, goal, limit):
    times = [first_build(bench, store) for _ in range(ROUNDS)]
    middle = median(times)
    yield Row(f"index of {what}: build, the whole process", rate(1e6 / middle),
              spread(times, ()), goal="≥ 2 M/s", is_reached=1e6 / middle >= 2e6,
              missed_by=rate(1e6 / middle))
    share = used(store) / size(store / "log")
    yield Row(f"index of {what}: size", f"{share * 100:.1f} % of the log",
              f"{used(store) / 1e6:.1f} MB of {size(store / 'log') / 1e6:.0f} MB", goal=goal,
              is_reached=share <= limit, missed_by=f"{share * 100:.1f} %")


def first_build(bench, store):
    """Seconds of a build from nothing; a rebuild in place would leave freed pages in the file."""
    shutil.rmtree(store / "views", ignore_errors=True)
    return tlm(bench, "index", "rebuild", "--store", store)


def skipping(bench, store, path):
    """A projection that wants 15 % of the events, and DuckDB's equal query, in turns."""
    duck = Duck(bench, path) if bench.duck_python else None
    times = {"duck": [], "index": [], "no index": []}
    for turn in range(ROUNDS + 1):
        found = {}
        if duck:
            found["duck"] = duck.ask("phase-timing")
        for name, index in (("index", 1), ("no index", 0)):
            result = bench.run("stored", store=store, projections="phase-sums", index=index, runs=3)
            found[name] = median(result["elapsed_s"])
        if turn > 0:
            for name, elapsed in found.items():
                times[name].append(elapsed)
    for name in ("index", "no index"):
        middle = median(times[name])
        row = Row(f"replay from zero of 15 % of the events, {name}, 2 jobs", duration(middle),
                  spread(times[name], ()))
        if duck:
            peer = median(times["duck"])
            row.peer, row.ratio = f"DuckDB {duration(peer)}", f"{peer / middle:.2f} × as fast"
            if name == "index":
                row.goal, row.is_reached = "≥ 5 × DuckDB", peer / middle >= 5
                row.missed_by = row.ratio
        yield row
    if duck:
        duck.close()


def together(bench, store):
    """Five projections in one pass against five passes."""
    def run(names):
        result = bench.run("stored", store=store, projections=names, index=0, runs=3)
        return median(result["elapsed_s"])

    one, each = run(",".join(FIVE)), [run(name) for name in FIVE]
    yield Row("five projections in one pass, 1 M events, 2 jobs", duration(one),
              peer=f"one after the other {duration(sum(each))}",
              ratio=f"{sum(each) / one:.2f} × as fast")


def looking_up(bench, store, what):
    samples = bench.fresh("traces") / "samples"
    result = bench.run("traces", store=store, count=300, samples=samples)
    found = read_samples(samples)
    yield Row(f"a trace among {what} events, in the library", duration(median(found)),
              f"{spread(found)}, {result['matched'] / result['traces']:.0f} events each",
              goal="≤ 5 ms", is_reached=median(found) <= 5e-3, missed_by=duration(median(found)))


def recent(bench, store, what):
    """What a controller asks of the last minute."""
    samples = bench.fresh("recent") / "samples"
    result = bench.run("recent", store=store, samples=samples)
    for name, unit in (("counts", "events"), ("readings", "points")):
        found = read_samples(f"{samples}.{name}")
        yield Row(f"recent {name} of a minute among {what} events", duration(median(found)),
                  f"{spread(found)}, {result[unit]} {unit}")


def checkpoints(bench, store):
    """What keeping a state costs, and what is saved by it."""
    states = bench.run("states", file=bench.workload())
    for name, cost in sorted(states.items()):
        yield Row(f"checkpoint of {name} after 1 M events", duration(cost["elapsed_s"]),
                  f"{cost['bytes'] / 1e3:.1f} kB")
    tlm(bench, "replay", "--projection", "phase-timing", "--digest", "--store", store)
    times = [tlm(bench, "replay", "--projection", "phase-timing", "--digest", "--store", store)
             for _ in range(ROUNDS)]
    yield Row("replay phase-timing from its checkpoint, the whole process", duration(median(times)),
              spread(times, ()))
