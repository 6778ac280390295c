"""Measures of the dashboard: how long a page takes over ten thousand runs, and over a million of them and
fifty thousand sessions, and what the server that has made all of them takes of memory."""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import time

from tools import Row, duration, median, spread

ROUNDS = 7
PAGES = [("overview", "/"), ("runs", "/runs"), ("runs, the 100th page", "/runs?offset=5000"),
         ("runs that failed, of an agent", "/runs?agent=agent-3&status=failure"),
         ("figures of runs", "/runs/figures?agent=agent-3"), ("events", "/events"),
         ("traces", "/traces"), ("sessions", "/sessions?since=all"), ("issues", "/issues"),
         ("sensors", "/sensors"), ("a projection", "/projections/velocity")]
# What a page of ten thousand rows may take, and one of a million runs.
LIMIT, FIRST = 0.050, 0.100


def measure(bench):
    program = os.environ.get("TLM_BENCH_SERVER")
    if not program:
        print("bench: no tlm with a server (TLM_BENCH_SERVER); pages are not measured")
        return
    for name, runs, sessions in [("10 k runs", 10_000, 500), ("1 M runs", 1_000_000, 50_000)]:
        store = filled(bench, program, runs, sessions)
        with Served(program, store) as server:
            for what, path in PAGES:
                first = server.ask(path)
                times = [server.ask(path) for _ in range(ROUNDS)]
                middle = median(times)
                goal = LIMIT if path.startswith("/runs") and "figures" not in path else None
                yield Row(
                    f"page of {name}: {what}", duration(middle),
                    f"first {duration(first)}  {spread(times, ())}",
                    goal=f"≤ {duration(goal)}" if goal else "",
                    is_reached=middle <= goal if goal else None,
                    missed_by=f"{middle / goal:.2f} ×" if goal else "")
            used = server.memory()
            yield Row(f"pages of {name}: memory of the server", f"{used:.0f} MiB resident",
                      goal="≤ 150 MiB", is_reached=used <= 150, missed_by=f"{used / 150:.2f} ×")


def filled(bench, program, runs, sessions):
    """A store of so many runs and sessions; made once."""
    path = bench.work / f"pages-{runs}.store"
    if (path / "complete").exists():
        return path
    subprocess.run(["rm", "-rf", path], check=True)
    subprocess.run([program, "init", "--store", path], check=True, capture_output=True)
    log = bench.work / "pages.jsonl"
    begin = time.time() - 86_400
    with open(log, "w", buffering=1 << 20) as out:
        for number in range(runs):
            at = stamp(begin - (runs - number) * 2)
            out.write(json.dumps({
                "event": "run", "ts": at, "event_id": f"0b8f9b1e-0000-4000-8000-{number:012}",
                "run_id": f"20260213T100000Z-agent-{number % 40}-{number:08x}",
                "agent_name": f"agent-{number % 40}", "job_type": ["test", "sync", "crawl"][number % 3],
                "status": "failure" if number % 11 == 0 else "success", "start_time": at,
                "end_time": at, "duration_ms": number % 9000, "items_discovered": number % 50,
                "items_succeeded": number % 47}, separators=(",", ":")) + "\n")
        for number in range(sessions):
            session = f"0b8f9b1e-1111-4000-8000-{number:012}"
            for turn in range(3):
                out.write(json.dumps({
                    "type": "assistant", "sessionId": session,
                    "timestamp": stamp(begin - (sessions - number) * 40 + turn * 9),
                    "uuid": f"{number}-{turn}", "message": {
                        "id": f"msg_{number:09}{turn}", "role": "assistant",
                        "model": "claude-sonnet-4-5-20250929", "usage": {
                            "input_tokens": 900, "output_tokens": 300,
                            "cache_read_input_tokens": 20_000}}}, separators=(",", ":")) + "\n")
    subprocess.run([program, "append", "--store", path, log], check=True, capture_output=True)
    log.unlink()
    (path / "complete").touch()
    return path


def stamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class Served:
    """A server of a store, for as long as it is asked."""

    def __init__(self, program, store):
        self.process = subprocess.Popen(
            [program, "serve", "--store", store, "--listen", "127.0.0.1:0", "--grpc", "off",
             "--no-watch"], stdout=subprocess.PIPE, text=True)
        self.port = int(json.loads(self.process.stdout.readline())["http"][0].rsplit(":", 1)[1])
        token = (pathlib.Path(store) / "serve.token").read_text().strip()
        self.headers = {"Authorization": "Bearer " + token, "Accept": "text/html"}

    def ask(self, path):
        """Seconds from the question to the last byte."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        start = time.perf_counter()
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        elapsed = time.perf_counter() - start
        connection.close()
        return elapsed

    def memory(self):
        """Mebibytes that the server has and shares with no file."""
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
