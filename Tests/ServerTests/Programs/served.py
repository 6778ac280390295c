"""A real `tlm serve` on ports that are free, for one case, and what the cases ask it by."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TLM = sys.argv[1]
FIRST = "2026-05-01T10:00:00Z"


def environment(**more):
    others = ("TLM_", "OTEL_", "LISTEN_", "TELEMETRY_", "METRICS_API_", "AGENT_OWNER")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    return {**kept, **more}


class Store:
    """A store of its own in a folder that goes with it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="tlm-served-")
        self.path = self.folder + "/.tlm"
        self.tlm("init")

    def tlm(self, *arguments, check=True, **more):
        done = subprocess.run(
            [TLM, *arguments], cwd=self.folder, env=environment(HOME=self.folder),
            capture_output=True, text=True, timeout=60, **more)
        if check and done.returncode != 0:
            raise AssertionError(f"tlm {arguments}: {done.returncode} {done.stderr}")
        return done

    def lines(self):
        found = []
        for name in sorted(os.listdir(self.path + "/log")):
            if name.endswith(".jsonl"):
                with open(f"{self.path}/log/{name}", "rb") as file:
                    found += file.read().split(b"\n")
        return [json.loads(line) for line in found if line.strip()]

    def names(self, name):
        return [line for line in self.lines() if line.get("event") == name]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+w", self.folder], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """A server of a store; it ends with the case."""

    def __init__(self, store, *options, watch=False, http="127.0.0.1:0", grpc="off",
                 variables=None, **more):
        self.store = store
        command = [TLM, "serve", "--listen", http, "--grpc", grpc, *options]
        if not watch:
            command.append("--no-watch")
        self.process = subprocess.Popen(
            command, cwd=store.folder, env=environment(HOME=store.folder, **(variables or {})),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("it did not begin: " + self.process.stderr.read())
        self.begun = json.loads(line)
        self.port = int(self.begun["http"][0].rsplit(":", 1)[1]) if self.begun["http"] else None
        self.grpc = int(self.begun["grpc"][0].rsplit(":", 1)[1]) if self.begun["grpc"] else None
        with open(store.path + "/serve.token", encoding="ascii") as file:
            self.token = file.read().strip()

    @property
    def bearer(self):
        return {"Authorization": "Bearer " + self.token}

    def ask(self, method, path, body=None, headers=None, timeout=30):
        """Status, headers and bytes of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def read(self, path, status=200, **more):
        found, headers, body = self.ask("GET", path, headers=self.bearer, **more)
        same(found, status, body)
        return json.loads(body) if body else None

    def post(self, events, headers=None, status=200, path="/v1/events"):
        body = events if isinstance(events, (bytes, str)) else json.dumps(events)
        found, _, answer = self.ask(
            "POST", path, body, {"Content-Type": "application/json", **(headers or {})})
        same(found, status, answer)
        return json.loads(answer) if answer else None

    def raw(self, timeout=30):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def end(self, number=signal.SIGTERM, timeout=30):
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout)
        self.said = self.process.stderr.read()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()


def same(found, expected, *about):
    if found != expected:
        raise AssertionError(f"found {found!r}, expected {expected!r} {about}")


def holds(claim, *about):
    if not claim:
        raise AssertionError(f"it does not hold: {about}")


def eventually(claim, seconds=20):
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            raise AssertionError("it did not come to hold in time")
        time.sleep(0.02)


def answer(connection):
    """What came over a raw connection until its other end was closed."""
    found = b""
    while True:
        try:
            part = connection.recv(65536)
        except ConnectionResetError:
            return found
        if not part:
            return found
        found += part


def run(cases):
    """Runs the case that is named, or lists them."""
    if len(sys.argv) < 3:
        print("\n".join(name for name in cases if not name.startswith("_")))
        return
    cases[sys.argv[2]]()
    print("ok")
