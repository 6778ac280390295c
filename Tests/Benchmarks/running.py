"""The runs API among many runs: what a client waits for, and what the server holds in memory."""

import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import time
import uuid

from tools import Row, duration, median, spread

RUNS = int(os.environ.get("TLM_RUNS", "1000000"))
ROUNDS = int(os.environ.get("TLM_ROUNDS", "200"))
BASE = "/api/v1/runs"
# What a client may wait for, in the middle; and what the server may hold.
GOALS = {"get": 0.005, "metadata": 0.005, "post": 0.010, "patch": 0.050}
MEMORY = 150 << 20


def measure(bench):
    tlm = os.environ.get("TLM_BENCH_SERVER", bench.tlm)
    if subprocess.run([tlm, "serve", "status"], capture_output=True).stderr.find(b"built without") >= 0:
        print("bench: tlm was built without its server: the runs API goes without figures")
        return
    folder = bench.fresh("runs")
    store = folder / "store"
    subprocess.run([tlm, "init", "--store", store], check=True, stdout=subprocess.DEVNULL)
    write(folder / "runs.jsonl")
    subprocess.run([tlm, "append", "--store", store, folder / "runs.jsonl"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = subprocess.Popen(
        [tlm, "serve", "--store", store, "--runs", "127.0.0.1:0", "--listen", "off", "--grpc",
         "off", "--no-watch"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(json.loads(server.stdout.readline())["runs"].rsplit(":", 1)[1])
        yield from asked(Client(port), server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def write(path):
    """Runs of 40 agents within a month, as clients post them."""
    chance = random.Random(16)
    begin = time.time() - 30 * 86400
    with open(path, "w", encoding="ascii") as file:
        for number in range(RUNS):
            when = stamp(begin + number * 30 * 86400 / RUNS)
            file.write(json.dumps({"ts": when, "event": "run", **run(chance, when)}) + "\n")


def run(chance, when):
    event_id = str(uuid.UUID(int=chance.getrandbits(128)))
    return {
        "event_id": event_id, "run_id": "run-" + event_id[:13],
        "agent_name": f"agent-{chance.randrange(40)}", "job_type": f"job-{chance.randrange(12)}",
        "status": chance.choice(["success"] * 8 + ["failure", "running"]), "created_at": when,
        "start_time": when, "duration_ms": chance.randrange(90_000),
        "items_discovered": chance.randrange(500), "items_succeeded": chance.randrange(500),
        "host": "builder", "output_summary": "as it was asked for", "metrics_json": {"tokens": 1234}}


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + "+00:00"


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def ask(self, method, path, body=None):
        """The answer, and how long it took."""
        start = time.perf_counter()
        self.connection.request(method, path, json.dumps(body) if body is not None else None)
        answer = self.connection.getresponse()
        data = answer.read()
        took = time.perf_counter() - start
        if answer.status >= 300:
            raise SystemExit(f"bench: {method} {path}: {answer.status} {data[:200]}")
        return json.loads(data), took


def asked(client, pid):
    _, first = client.ask("GET", BASE + "?limit=1")
    yield Row(f"runs: first answer among {RUNS:,}", duration(first))
    chance = random.Random(61)
    pages, agents, posts, patches, names = [], [], [], [], []
    for number in range(ROUNDS):
        found, took = client.ask("GET", BASE + "?limit=400")
        pages.append(took)
        assert len(found) == min(400, RUNS), len(found)
        agents.append(client.ask("GET", f"{BASE}?limit=400&agent_name=agent-{number % 40}")[1])
        names.append(client.ask("GET", "/api/v1/metadata")[1])
        new = run(chance, stamp(time.time()))
        posts.append(client.ask("POST", BASE, new)[1])
        patches.append(
            client.ask("PATCH", f"{BASE}/{new['event_id']}", {"status": "failed"})[1])
    yield row("GET of 400, after a run has changed", pages, GOALS["get"])
    yield row("GET of 400 of one agent", agents)
    yield row("metadata", names, GOALS["metadata"])
    yield row("POST", posts, GOALS["post"])
    yield row("PATCH", patches, GOALS["patch"])
    used = resident(pid)
    yield Row("runs: memory of the server", f"{used / 2 ** 20:.0f} MiB", goal="≤ 150 MiB",
              is_reached=used <= MEMORY, missed_by=f"{used / MEMORY:.1f}×")


def row(what, samples, goal=None):
    middle = median(samples)
    if goal is None:
        return Row(f"runs: {what}", duration(middle), spread(samples))
    return Row(f"runs: {what}", duration(middle), spread(samples), goal=f"≤ {duration(goal)}",
               is_reached=middle <= goal, missed_by=f"{middle / goal:.1f}×")


def resident(pid):
    """Bytes of a process that are in memory and not of a file."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) << 10
    return 0
