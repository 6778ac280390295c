"""How fast events come from a store to a hub over one nats-server, beside what libnats does with the same
lines and nothing else; how long one takes from the append to the hub's log; and what relays cost where
nothing happens."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

from serving import idle
from tools import Row, duration, median, percentile, rate, spread

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "RelayTests/Programs"))

EVENTS, SINGLE, RUNS = 200_000, 300, 3
WAIT = 300


class Relay:
    """A `tlm relay` that works on a store until the block ends."""

    def __init__(self, tlm, verb, folder, url, environment):
        self.process = subprocess.Popen(
            [tlm, "relay", verb, "--nats", url], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)


def until(claim, process):
    end = time.monotonic() + WAIT
    while not claim():
        if process.poll() is not None:
            raise SystemExit(f"bench: {process.args} ended with {process.returncode}")
        if time.monotonic() > end:
            raise SystemExit(f"bench: {process.args} did not come to an end in {WAIT} s")
        time.sleep(0.005)


def size(folder):
    """Bytes of the log of the store in a folder."""
    return sum(path.stat().st_size for path in pathlib.Path(folder, ".tlm/log").glob("*.jsonl"))


class Place:
    """Stores, the lines that go from one to the other, and how each is begun."""

    def __init__(self, bench):
        self.tlm = os.environ.get("TLM_BENCH_SERVER", bench.tlm)
        self.folder = bench.fresh("relaying")
        self.environment = {**os.environ, "HOME": str(self.folder)}
        self.lines = self.folder / "lines"
        with open(bench.workload(), "rb") as log, open(self.lines, "wb") as out:
            out.writelines(line for line, _ in zip(log, range(EVENTS)))
        self.bytes = self.lines.stat().st_size
        self.bare = str(bench.work / "bare_relay")
        source = pathlib.Path(__file__).with_name("bare_relay.c")
        subprocess.run(["cc", "-O2", str(source), "-o", self.bare, "-lnats"], check=True)

    def store(self, name):
        folder = self.folder / name
        folder.mkdir()
        self.do("init", folder)
        return folder

    def do(self, *words):
        *words, folder = words
        return subprocess.run([self.tlm, *words], cwd=folder, check=True, capture_output=True,
                              env=self.environment)

    def relay(self, verb, folder, node):
        return Relay(self.tlm, verb, folder, node.url, self.environment)

    def libnats(self, verb, node):
        done = subprocess.run([self.bare, verb, node.url, str(SINGLE if verb == "ask" else EVENTS),
                               str(self.lines)], check=True, capture_output=True, text=True)
        return [float(line) for line in done.stdout.split()]


def through(place, node, number):
    """Seconds of a push of all lines, and of a pull of them into an empty hub."""
    origin, hub = place.store(f"origin-{number}"), place.store(f"hub-{number}")
    place.do("append", str(place.lines), origin)
    with node.wire() as wire:
        def kept():
            try:
                found = wire.ask("STREAM.INFO.tlm", subjects_filter=f"tlm.{identity(origin)}.*")
            except Exception:  # There is none yet.
                return False
            return sum(found["state"].get("subjects", {}).values()) >= EVENTS

        begin = time.perf_counter()
        with place.relay("push", origin, node) as process:
            until(kept, process)
            pushed = time.perf_counter() - begin
    begin = time.perf_counter()
    before = size(hub)
    with place.relay("pull", hub, node) as process:
        until(lambda: size(hub) - before >= place.bytes, process)
        pulled = time.perf_counter() - begin
    with node.wire() as wire:
        wire.ask("STREAM.DELETE.tlm")
    return pushed, pulled


def identity(folder):
    return json.loads((folder / ".tlm/log/STORE").read_text())["store"]


def single(place, node):
    """Seconds from each append to the line in the hub's log; and what both relays cost afterwards."""
    origin, hub = place.store("origin"), place.store("hub")
    with place.relay("push", origin, node) as push, place.relay("pull", hub, node) as pull:
        appending = subprocess.Popen(
            [place.tlm, "append", "-"], cwd=origin, env=place.environment, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        samples = []
        for number in range(SINGLE + 20):
            before, begin = size(hub), time.perf_counter()
            appending.stdin.write(b'{"event":"single","n":%d}\n' % number)
            appending.stdin.flush()
            while size(hub) == before:
                if pull.poll() is not None or time.perf_counter() - begin > WAIT:
                    raise SystemExit("bench: an event did not come to the hub")
                time.sleep(0.0002)
            samples.append(time.perf_counter() - begin)
            time.sleep(0.01)
        appending.stdin.close()
        appending.wait()
        time.sleep(2)
        # The first ones wait for the hub to learn of its origin.
        return samples[20:], idle(push), idle(pull)


def measure(bench):
    if not shutil.which("nats-server"):
        yield Row("tlm relay", "no nats-server here")
        return
    from nodes import Cluster
    place = Place(bench)
    told = subprocess.run([place.tlm, "relay", "push", "--nats", "nats://127.0.0.1:1", "--help"],
                          capture_output=True)
    if told.returncode != 0:
        yield Row("tlm relay", "not built here")
        return
    with Cluster(str(place.folder / "nodes"), 1, largest=1 << 20) as cluster:
        node = cluster.nodes[0]
        peers, own = {"push": [], "pull": []}, []
        for number in range(RUNS):
            for verb, seconds in peers.items():
                seconds += place.libnats(verb, node)
            with node.wire() as wire:
                wire.ask("STREAM.DELETE.bare")
            own.append(through(place, node, number))
        asked = place.libnats("ask", node)
        delays, idle_push, idle_pull = single(place, node)
    for (verb, seconds), times in zip(peers.items(), zip(*own)):
        yield Row(f"relay {verb} of {EVENTS // 1000} k events ({place.bytes / 1e6:.0f} MB)",
                  rate(EVENTS / median(times)), f"{duration(min(times))} – {duration(max(times))}",
                  f"libnats {rate(EVENTS / median(seconds))}", f"{median(seconds) / median(times):.2f}×",
                  "≥ 20 k/s", EVENTS / median(times) >= 20_000, rate(EVENTS / median(times)))
    yield Row("append to the hub's log", duration(median(delays)), spread(delays),
              f"publish, libnats {duration(median(asked))}, p99 {duration(percentile(asked, 0.99))}",
              "", "≤ 100 ms p99", percentile(delays, 0.99) <= 0.1, duration(percentile(delays, 0.99)))
    for verb, (share, mebibytes) in (("push", idle_push), ("pull", idle_pull)):
        yield Row(f"an idle relay {verb}", f"{100 * share:.2f} % of a core", f"{mebibytes:.0f} MiB", "", "",
                  "≤ 0.5 %, 40 MiB", share <= 0.005 and mebibytes <= 40,
                  f"{100 * share:.2f} %, {mebibytes:.0f} MiB")
