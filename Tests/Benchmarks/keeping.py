"""Measures of keeping a log: whether it is what it was, beside sha256sum, and copies of it."""

import shutil
import subprocess
import time

from indexing import made_store, tlm
from tools import Row, duration, median, spread

ROUNDS = 7


def measure(bench):
    store = made_store(bench, "million.store", bench.workload(), 1)
    head = subprocess.run([bench.tlm, "seal", "--short", "--store", store], check=True,
                          capture_output=True, text=True).stdout.strip()
    segments = sorted(map(str, (store / "log").glob("*.jsonl")))
    ours, peer = [], []
    for _ in range(ROUNDS):
        ours.append(tlm(bench, "verify-log", "--head", head, "--store", store))
        start = time.perf_counter()
        subprocess.run(["sha256sum", *segments], check=True, stdout=subprocess.DEVNULL)
        peer.append(time.perf_counter() - start)
    ratio = median(peer) / median(ours)
    yield Row("verify-log of 238 MB against a head, 2 threads", duration(median(ours)), spread(ours),
              f"sha256sum {duration(median(peer))}", f"{ratio:.2f} ×", "≥ 1.5 ×", ratio >= 1.5,
              f"{ratio:.2f} ×")
    copies = bench.fresh("backups")
    first = tlm(bench, "backup", copies, "--store", store)
    second = tlm(bench, "backup", copies, "--store", store)
    other = bench.fresh("copied")
    start = time.perf_counter()
    subprocess.run(["cp", "-a", store / "log", other / "log"], check=True)
    copied = time.perf_counter() - start
    yield Row("backup of 238 MB, the first", duration(first), "", f"cp -a {duration(copied)}",
              f"{copied / first:.2f} ×")
    yield Row("  the next one", duration(second))
    again = bench.fresh("again")
    restored = tlm(bench, "restore", next(copies.iterdir()), again / "store")
    yield Row("restore of 238 MB, compared with its head", duration(restored), "",
              f"cp -a {duration(copied)}", f"{copied / restored:.2f} ×")
    shutil.rmtree(copies)
    yield from taking_away(bench, again / "store")
    yield from appending(bench)


def appending(bench):
    """An append knows nothing of seals: into a store that has them for all segments, and into one without."""
    log, times = bench.workload(), ([], [])
    for _ in range(3):
        for is_sealed in (False, True):
            target = bench.fresh("appending") / "store"
            tlm(bench, "init", "--store", target)
            tlm(bench, "append", "--store", target, log)
            if is_sealed:
                tlm(bench, "seal", "--store", target)
            times[is_sealed].append(tlm(bench, "append", "--store", target, log))
    plain, sealed = map(median, times)
    yield Row("append of 238 MB behind what is sealed", duration(sealed), spread(times[1]),
              f"behind what is not {duration(plain)}", f"{plain / sealed:.2f} ×", "≥ 0.95 ×",
              plain / sealed >= 0.95, f"{plain / sealed:.2f} ×")


def taking_away(bench, store):
    """What goes of a log: half of it at once, beside what its states cost from zero, and one event."""
    shutil.rmtree(store / "views", ignore_errors=True)
    folded = tlm(bench, "replay", "-p", "phase-timing", "-p", "sensor-metrics", "--digest",
                 "--from-zero", "--no-index", "--store", store)
    redacted = tlm(bench, "redact", "@0", "--reason", "a measure", "--store", store)
    yield Row("redact of one event of 238 MB", duration(redacted))
    pruned = tlm(bench, "prune", "--max-size", "150M", "--store", store)
    yield Row("prune of 238 MB to 150 MB, all projections kept", duration(pruned), "",
              f"two of them from zero {duration(folded)}", f"{folded / pruned:.2f} ×")
    shutil.rmtree(store.parent)
