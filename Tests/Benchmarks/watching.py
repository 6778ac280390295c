"""What `tlm watch` costs while other processes write as fast as they can: memory, processors, and
whether it misses anything."""

import json
import os
import pathlib
import signal
import subprocess
import threading
import time

from tools import Row, duration, rate

EVENTS = 30_000_000 if os.environ.get("TLM_SOAK") else 3_000_000
SLICES = 6
# When the first slice begins, and how far apart they are: a month for ten million events.
BEGIN_S, STEP_S = 1_772_323_200, 86_400 * 3 * (EVENTS // 3_000_000)
# Where the header of a board has the position up to which it tells.
THROUGH = 32


def measure(bench):
    folder = bench.fresh("watching")
    store, lines = folder / "store", folder / "history.jsonl"
    subprocess.run([bench.tlm, "init", "--store", store], check=True, stdout=subprocess.DEVNULL)
    watch = subprocess.Popen([bench.tlm, "watch", "--store", store, "--sample", "off"],
                             stdout=subprocess.PIPE, text=True)
    samples = Samples(watch.pid, store)
    try:
        watch.stdout.readline()
        start, busy = time.perf_counter(), processor_s(watch.pid)
        samples.start()
        written = 0
        for number in range(SLICES):
            # Slice after slice, by the API and by the inbox in turns.
            made = bench.run("history", path=lines, events=EVENTS // SLICES, seed=number,
                             begin=BEGIN_S + number * STEP_S)["events"]
            write(bench, store, lines, number % 2 == 1)
            written += made
            wait(store, watch)
        elapsed = time.perf_counter() - start
        busy = processor_s(watch.pid) - busy
        samples.stop()
        watch.send_signal(signal.SIGTERM)
        out, _ = watch.communicate()
    finally:
        if watch.poll() is None:
            watch.kill()
            watch.wait()
    last = json.loads(out.splitlines()[-1])
    yield from told(bench, store, samples, written, busy, elapsed, last)


def write(bench, store, lines, by_inbox):
    if by_inbox:
        with open(store / "in.jsonl", "ab") as inbox, open(lines, "rb") as source:
            while block := source.read(1 << 16):
                inbox.write(block)
        # Whole lines alone are moved: the file ends in a newline.
        return
    subprocess.run([bench.tlm, "append", "--store", store, lines], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def length(store):
    """The log's end: the name of the last segment and its size."""
    last = max((store / "log").glob("*.jsonl"))
    return int(last.stem) + last.stat().st_size


def published(store):
    """Up to where the board tells of the log: eight bytes of its header, see the manual."""
    with open(store / "board", "rb") as board:
        return int.from_bytes(board.read(64)[THROUGH:THROUGH + 8], "little")


def wait(store, watch):
    """Until the inbox is in the log, and the log on the board."""
    inbox = store / "in.jsonl"
    still = 0
    while still < 5:
        if watch.poll() is not None:
            raise SystemExit("bench: the watch ended")
        time.sleep(0.05)
        before = length(store)
        still = still + 1 if published(store) == before and length(store) == before else 0


def processor_s(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Samples(threading.Thread):
    """Anonymous memory of a process over the length of the log, ten times a second."""

    def __init__(self, pid, store):
        super().__init__(daemon=True)
        self.pid, self.store, self.found, self.is_over = pid, store, [], threading.Event()

    def run(self):
        while not self.is_over.wait(0.1):
            text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
            used = int(text.split("RssAnon:")[1].split()[0]) * 1024
            self.found.append((length(self.store), used))

    def stop(self):
        self.is_over.set()
        self.join()

    def slope(self):
        """Bytes of memory a byte of log, by least squares, over the second half: before, windows
        and tables fill up."""
        end = self.found[-1][0]
        rest = [(x, y) for x, y in self.found if x >= end / 2]
        mean_x = sum(x for x, _ in rest) / len(rest)
        mean_y = sum(y for _, y in rest) / len(rest)
        spread = sum((x - mean_x) ** 2 for x, _ in rest)
        return sum((x - mean_x) * (y - mean_y) for x, y in rest) / spread if spread else 0.0


def told(bench, store, samples, written, busy, elapsed, last):
    counts = replayed(bench, store, "event-counts")
    markers = sum(count for name, count in names(counts) if name.startswith("tlm."))
    # What the loop decides while it is told to end comes after the watch's last look.
    decided = sum(count for name, count in names(counts) if name.startswith(("mode_", "control_")))
    kept = digest(bench, store)
    anew = digest(bench, store, "--from-zero", "--no-index")
    missed = abs(counts["events"] - markers - decided - written)
    if not counts["events"] - decided <= last["events"] <= counts["events"]:
        missed += abs(last["events"] - counts["events"])
    is_whole = missed == 0 and kept == anew
    yield Row(f"tlm watch of {written / 1e6:.1f} M events: nothing missed",
              f"{last['events']} events", f"{markers} of them tell of drains, {decided} are decisions",
              peer="state kept = state folded anew" if kept == anew else "states DIFFER",
              goal="all of them", is_reached=is_whole, missed_by=f"{missed} missed")
    yield Row("  processor time an event, user and system", duration(busy / written),
              f"{duration(busy)} in {duration(elapsed)}, at {rate(written / elapsed)}")
    most, growth = max(used for _, used in samples.found), samples.slope()
    per_million = growth * samples.found[-1][0] / written * 1e6
    # Over three million events windows and tables still fill up: only the long run tells whether
    # memory grows.
    is_flat = EVENTS < 30_000_000 or per_million < 2**20
    yield Row("  anonymous memory, most", f"{most / 2**20:.0f} MiB",
              f"{per_million / 2**20:+.2f} MiB a million events",
              goal="≤ 64 MiB; flat over 30 M", is_reached=most < 64 * 2**20 and is_flat,
              missed_by="grows" if not is_flat else "too much")


def replayed(bench, store, projection, *options):
    out = subprocess.run([bench.tlm, "replay", "--store", store, "-p", projection, "--json",
                          *options], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def names(counts):
    return [(name, row["count"]) for name, row in counts["report"]["names"].items()]


def digest(bench, store, *options):
    return replayed(bench, store, "sensor-metrics", *options)["digest"]
