#!/usr/bin/env python3
"""Counts the instructions of replays, where times are too noisy to compare.

`count.py --tlm BINARY --work FOLDER` runs each projection over the first 100 000 events of the log of
the benchmarks under callgrind, prints instructions an event beside those in `counts.txt`, and ends
with 1 where one takes over 5 % more. `--write` writes them there.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
FILE = HERE / "counts.txt"
PROJECTIONS = ("event-counts", "phase-timing", "velocity", "tool-usage", "sensor-metrics", "issues")
EVENTS = 100_000
MOST = 1.05
HEADING = "# Instructions an event of a replay, one thread, as make bench-count counts them.\n"


def cut(work):
    """The first events of the log of the benchmarks."""
    path = work / "count.jsonl"
    if not path.exists():
        whole = work / "count-whole.jsonl"
        subprocess.run(
            [sys.executable, HERE / "workload.py", str(EVENTS + 100), whole], check=True,
            stdout=subprocess.DEVNULL)
        with open(whole, "rb") as source, open(path, "wb") as target:
            for _ in range(EVENTS):
                target.write(source.readline())
        whole.unlink()
    return path


def count(tlm, projection, log):
    told = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", tlm, "replay",
         "--projection", projection, "--jobs", "1", "--digest", log], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", told.stderr)
    if told.returncode or not found:
        sys.exit(f"count: {projection} ended with {told.returncode}: {told.stderr[-400:]}")
    return int(found.group(1)) / EVENTS


def known():
    lines = FILE.read_text().splitlines() if FILE.exists() else []
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: float(number) for name, number in pairs}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tlm", required=True)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("count: valgrind is not here; apt-get install valgrind")
    asked.work.mkdir(exist_ok=True)
    # It cannot read how Swift tells where its lines are.
    bare = asked.work / "tlm-bare"
    subprocess.run(["strip", "-g", "-o", bare, asked.tlm], check=True)
    before, now, isSlower = known(), {}, False
    for projection in PROJECTIONS:
        now[projection] = count(str(bare), projection, str(cut(asked.work)))
        old = before.get(projection)
        change = f"{now[projection] / old - 1:+7.1%}" if old else "    new"
        isTooMany = bool(old) and now[projection] > old * MOST
        isSlower = isSlower or isTooMany
        print(f"{projection:16}{now[projection]:10.0f}{old or 0:10.0f}  {change}"
              f"{'  too many' if isTooMany else ''}", flush=True)
    if asked.write:
        lines = [f"{name:16}{number:10.0f}\n" for name, number in now.items()]
        FILE.write_text(HEADING + "".join(lines))
    elif isSlower:
        sys.exit("count: over 5 % more instructions than counts.txt says; look why, or write it anew")


main()
