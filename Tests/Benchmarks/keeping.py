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
    shutil.rmtree(copies)
