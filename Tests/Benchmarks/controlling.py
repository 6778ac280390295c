"""Measures of control: a backtest of a month, a decision from event to log, the board and Redis."""

import pathlib
import shutil
import socket
import subprocess
import time

from tools import Row, duration, median, percentile, rate, read_samples, spread

RULES = pathlib.Path(__file__).with_name("rules.yaml")
READS, ROUNDS, DECISIONS = 200_000, 3, 500


def measure(bench):
    yield from boards(bench)
    yield from decisions(bench)
    yield from backtests(bench)


def boards(bench):
    """A reading off the board that another process publishes, and a GET of one small value."""
    folder = bench.fresh("boards")
    ours, theirs = [], []
    with Redis(folder) as redis:
        for _ in range(ROUNDS):
            publisher = bench.start("publish", path=folder / "board", count=3000, pause_us=1000)
            while not (folder / "board").exists():
                time.sleep(0.01)
            ours.append(bench.run("board", path=folder / "board", count=READS))
            bench.finish(publisher)
            if redis:
                theirs.append(bench.run("redis", port=redis.port, count=READS // 4))
    middle = median([r["p50_ns"] for r in ours]) / 1e9
    last = median([r["p99_ns"] for r in ours]) / 1e9
    row = Row("board read while another process publishes", duration(middle),
              f"p99 {duration(last)}", goal="≤ 1 µs", is_reached=middle <= 1e-6,
              missed_by=duration(middle))
    if theirs:
        peer = median([r["p50_ns"] for r in theirs]) / 1e9
        peer_last = median([r["p99_ns"] for r in theirs]) / 1e9
        row.peer = f"Redis GET {duration(peer)}, p99 {duration(peer_last)}"
        row.ratio = f"{peer / middle:.0f} × as fast"
        row.goal += ", ≥ 20 × Redis"
        row.is_reached = row.is_reached and peer >= 20 * middle
        row.missed_by = f"{duration(middle)}, {row.ratio}"
    else:
        row.peer = "no redis-server here"
    yield row


class Redis:
    """A server of our own on a free port, which keeps nothing; None where there is no redis-server."""

    def __init__(self, folder):
        self.folder, self.process, self.port = folder, None, None

    def __enter__(self):
        program = shutil.which("redis-server")
        if not program:
            return None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self.folder), "--daemonize", "no"],
            stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)
        raise SystemExit("bench: redis-server does not come up")

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait()


def decisions(bench):
    """From the append of an event to the transition that another process decides, on the log."""
    folder = bench.fresh("decisions")
    loop = bench.start("loop", store=folder / "store")
    try:
        loop.stdout.readline()
        bench.run("decide", store=folder / "store", count=DECISIONS, samples=folder / "samples")
    finally:
        loop.terminate()
        loop.communicate()
    times = read_samples(folder / "samples")[20:]
    yield Row("event to mode_transition on disk, by another process",
              duration(percentile(times, 0.5)), spread(times))


def backtests(bench):
    """A month at four events a second through twenty rules, all sensors folded on the way."""
    folder = bench.fresh("backtests")
    for name, events, runs in (("1 M", 1_000_000, 5), ("10 M", 10_000_000, 3)):
        history = folder / "history.jsonl"
        bench.run("history", path=history, events=events)
        result = bench.run("backtest", path=history, rules=RULES, runs=runs, jobs=bench.threads)
        middle, busy = median(result["elapsed_s"]), median(result["processor_s"])
        row = Row(f"backtest of {name} events, the catalogue and 20 rules, {bench.threads} jobs",
                  duration(middle), spread(result["elapsed_s"], ()))
        row.peer = f"{result['transitions']} transitions, {duration(busy)} of processors"
        row.ratio = rate(result["events"] / middle)
        if events == 10_000_000:
            row.goal, row.is_reached, row.missed_by = "≤ 10 s", middle <= 10, duration(middle)
        yield row
        history.unlink()
