#!/usr/bin/env python3
"""Measures tlm and its peers in one run and prints one table. Started by run.sh."""

import argparse
import os
import pathlib
import platform
import shutil
import subprocess
import time

import controlling
import dashboard
import emitting
import exporting
import following
import gating
import importing
import indexing
import keeping
import querying
import relaying
import replaying
import running
import serving
import summing
import tracing
import watching
from tools import Bench

MEASURES = {"emit": emitting.measure, "follow": following.measure, "replay": replaying.measure,
            "index": indexing.measure, "query": querying.measure, "trace": tracing.measure,
            "sum": summing.measure, "export": exporting.measure, "control": controlling.measure,
            "watch": watching.measure, "gate": gating.measure,
            "import": importing.measure, "keep": keeping.measure,
            "runs": running.measure, "dashboard": dashboard.measure, "serve": serving.measure,
            "relay": relaying.measure}
HEADINGS = ("what", "median", "p99, min – max", "peer in this run", "ratio", "goal", "")


def machine(bench):
    """What the figures depend on."""
    cpu = next((line.split(":")[1].strip() for line in read("/proc/cpuinfo").splitlines()
                if line.startswith("model name")), platform.processor())
    disk = words("df", "--output=fstype", str(bench.work)).split()[-1]
    print(f"{os.cpu_count()} cores, {cpu}; {platform.system()} {platform.release()}; {disk}")
    print(words("swift", "--version").splitlines()[0].strip())
    duck = words(bench.duck_python, "-c", "import duckdb; print(duckdb.__version__)") \
        if bench.duck_python else "none"
    python = words("/usr/bin/python3", "--version")
    print(f"peers: DuckDB {duck.strip()} on {bench.threads} threads, {python.strip()}")
    print(f"load before the run: {os.getloadavg()[0]:.1f} (figures want a quiet machine: below 0.5)")
    print(f"tlm: {os.path.getsize(bench.tlm) / 1e6:.1f} MB, release, static Swift library\n")


def read(path):
    return pathlib.Path(path).read_text() if os.path.exists(path) else ""


def words(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def show(rows):
    table = [HEADINGS] + [
        (row.what, row.measured, row.spread, row.peer, row.ratio, row.goal, row.verdict())
        for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    for index, line in enumerate(table):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        if index == 0:
            print("  ".join("─" * width for width in widths))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, help="folder of tlm and tlm-bench")
    parser.add_argument("--work", required=True, help="folder for logs and scratch")
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], help="all of them if none")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    bench = Bench(options.bin, options.work)
    start = time.monotonic()
    machine(bench)
    rows = []
    for name in options.measures or MEASURES:
        rows += MEASURES[name](bench)
    shutil.rmtree(bench.scratch, ignore_errors=True)
    show(rows)
    missed = sum(row.is_reached is False for row in rows)
    goals = sum(row.is_reached is not None for row in rows)
    print(f"\n{goals - missed} of {goals} goals reached; {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
