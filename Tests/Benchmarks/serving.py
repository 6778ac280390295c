"""How fast a server takes events over 64 connections, each request on the disk before it is answered, beside
a bare server of SwiftNIO's that keeps nothing; and what it costs where nobody asks."""

import http.client
import json
import os
import pathlib
import subprocess
import threading
import time

from tools import Row, duration, median, percentile, rate, spread

CONNECTIONS, EVENTS, SECONDS = 64, 100, 10
IDLE = 10
# 11 KB, as OpenTelemetry's senders have it.
BODY = "\n".join(json.dumps({"event": "load", "n": n, "filler": "x" * 75}) for n in range(EVENTS))


class Served:
    """tlm serve, or the bare one, from the folder of the programs."""

    def __init__(self, command, port, **more):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            **more)
        self.port = port(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(30)


def posted(port):
    """Seconds of each request, and requests a second, of all connections together."""
    samples, end = [], time.monotonic() + SECONDS

    def post():
        connection = http.client.HTTPConnection("127.0.0.1", port)
        own = []
        while time.monotonic() < end:
            begin = time.perf_counter()
            connection.request("POST", "/v1/events", BODY, {"Content-Type": "application/x-ndjson"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"bench: the server answered {answer.status}")
            own.append(time.perf_counter() - begin)
        samples.extend(own)

    threads = [threading.Thread(target=post) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return samples, len(samples) / SECONDS


def idle(process):
    """The share of a core and the MiB of a process that nobody asks anything."""
    def used():
        fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    time.sleep(IDLE)
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    size = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return (used() - before) / IDLE, size / 1024


def measure(bench):
    serving = os.environ.get("TLM_BENCH_SERVING", os.path.dirname(bench.tlm))
    folder = bench.fresh("serving")
    environment = {**os.environ, "HOME": str(folder)}
    tlm, bare = f"{serving}/tlm", f"{serving}/tlm-bench-http"
    if not os.path.exists(bare):
        yield Row("tlm serve", "not built here", goal="")
        return
    subprocess.run([tlm, "init"], cwd=folder, check=True, capture_output=True, env=environment)
    serve = [tlm, "serve", "--listen", "127.0.0.1:0", "--grpc", "off"]

    def port(line):
        return int(json.loads(line)["http"][0].rsplit(":", 1)[1])

    with Served(serve, port, cwd=folder, env=environment) as server:
        time.sleep(2)
        share, size = idle(server.process)
    with Served([bare], int) as server:
        peer, most = posted(server.port)
    with Served(serve, port, cwd=folder, env=environment) as server:
        own, count = posted(server.port)
    events = count * EVENTS
    yield Row(f"POST of {EVENTS} events over {CONNECTIONS} connections, durable", duration(median(own)),
              spread(own), f"bare NIO {duration(median(peer))}, p99 {duration(percentile(peer, 0.99))}",
              f"{median(own) / median(peer):.1f}×")
    yield Row("events taken a second", rate(events), "", f"bare NIO {rate(most * EVENTS)}",
              f"{count / most:.2f}×", "≥ 20 k/s", events >= 20_000, rate(events))
    yield Row("a server that nobody asks", f"{100 * share:.2f} % of a core", f"{size:.0f} MiB", "", "",
              "≤ 0.5 %, 40 MiB", share <= 0.005 and size <= 40, f"{100 * share:.2f} %, {size:.0f} MiB")
