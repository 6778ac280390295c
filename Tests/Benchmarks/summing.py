"""Measures of summaries: what somebody waits for who asks how it went."""

import pathlib
import subprocess
import sys

from indexing import made_store, tlm
from tools import Row, duration, median, spread

ROUNDS = 7
REFERENCE = pathlib.Path(__file__).parent.parent / "Reference"
# All that happens in a workload lies in it.
PERIOD = "2026-02-01T00:00:00Z..2026-03-01T00:00:00Z"


def measure(bench):
    small = bench.work / "ten-thousand.jsonl"
    if not small.exists():
        subprocess.run([sys.executable, REFERENCE / "workload.py", "10000", small], check=True)
    yield from summing(bench, made_store(bench, "ten-thousand.store", small, 1), "10 k events", 0.1)
    log = bench.workload()
    yield from summing(bench, made_store(bench, "million.store", log, 1), "1 M events")
    yield from summing(
        bench, made_store(bench, "ten-million.store", log, 10), "10 M events", warm=0.3, colds=1)


def summing(bench, store, what, goal=None, warm=None, colds=3):
    """Cold, with nothing kept but the log, and warm, again and again."""
    def row(name, times, goal=None):
        middle = median(times)
        return Row(
            f"summary of {what}, {name}", duration(middle), spread(times),
            goal=f"≤ {duration(goal)}" if goal else "",
            is_reached=middle <= goal if goal else None,
            missed_by=f"{middle / goal:.2f} ×" if goal else "")

    def ask(*words):
        return tlm(bench, *words, "--store", store)

    cold = []
    for _ in range(colds):
        subprocess.run(["rm", "-rf", store / "views"], check=True)
        cold.append(ask("summary", "--since", PERIOD))
    yield row("cold", cold, goal)
    yield row("warm", [ask("summary", "--since", PERIOD) for _ in range(ROUNDS)],
              warm or goal)
    yield row("compared with the period before",
              [ask("summary", "--since", PERIOD, "--compare") for _ in range(ROUNDS)])
    yield row("an hour of it",
              [ask("summary", "--since", "2026-02-13T11:00Z..2026-02-13T12:00Z")
               for _ in range(ROUNDS)])
    yield row("its trends, daily", [ask("trends", "--daily") for _ in range(ROUNDS)])
