"""Stores of several machines: those that tell, with writers, and hubs that gather; and the comparison of
both, which asks tlm nothing."""
import json
import os
import random
import re
import select
import signal
import shutil
import subprocess
import sys
import tempfile
import time

from nodes import spawned

TLM = sys.argv[1]
MARKER = re.compile(rb'"source":"relay/([^"]*)"')
NUMBERED = re.compile(rb'"w":(\d+),"n":(\d+)')
# Names as people give them: plain ones, one that must be encoded, one that no subject may hold, none.
NAMES = ["work", "tool_call", "build.step", "naïve name", "a*b>c", None]


def environment(home):
    others = ("TLM_", "OTEL_", "TELEMETRY_", "METRICS_API_", "AGENT_OWNER")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    return {**kept, "HOME": home}


class Machine:
    """A store in a folder of its own, and one `tlm relay` that works on it and may be killed."""

    def __init__(self, folder, name, url, verb, *words):
        self.name, self.folder, self.path = name, f"{folder}/{name}", f"{folder}/{name}/.tlm"
        os.makedirs(self.folder)
        self.tlm("init")
        with open(self.path + "/log/STORE", encoding="utf-8") as file:
            self.id = json.load(file)["store"]
        self.words = ["relay", verb, "--nats", url, *words]
        self.relay, self.ends = None, 0

    def tlm(self, *words, code=0, **more):
        done = subprocess.run([TLM, *words], cwd=self.folder, env=environment(self.folder),
                              capture_output=True, timeout=120, **more)
        if code is not None and done.returncode != code:
            raise AssertionError(f"{self.name}: tlm {words}: {done.returncode} {done.stderr.decode()}")
        return done

    def start(self):
        with open(self.folder + "/relay.log", "ab") as log:
            self.relay = spawned([TLM, *self.words], cwd=self.folder, env=environment(self.folder),
                                 stdout=log, stderr=log)

    def mind(self):
        """A relay that ended by itself is counted, and begun again, as a service's manager does."""
        if self.relay and self.relay.poll() is not None:
            self.ends += 1
            last = (self.said().strip().splitlines() or ["nothing"])[-1]
            print(f"{self.name} ended with {self.relay.returncode}: {last}", file=sys.stderr, flush=True)
            self.start()

    def end(self, number=signal.SIGKILL):
        if self.relay:
            self.relay.send_signal(number)
            try:
                self.relay.wait(30)
            except subprocess.TimeoutExpired:
                self.relay.kill()
                self.relay.wait()
                raise AssertionError(f"{self.name}: the relay did not end within 30 s") from None
            finally:
                self.relay = None

    def said(self):
        if not os.path.exists(self.folder + "/relay.log"):
            return ""
        with open(self.folder + "/relay.log", encoding="utf-8", errors="replace") as file:
            return file.read()

    def segments(self):
        log = self.path + "/log"
        for name in sorted(name for name in os.listdir(log) if name.endswith(".jsonl")):
            yield int(name.split(".")[0]), f"{log}/{name}"

    def log(self):
        found = b""
        for base, path in self.segments():
            with open(path, "rb") as file:
                # What was pruned away stands as blank lines, so that positions hold.
                found = found.ljust(base, b"\n") + file.read()
        return found

    def status(self):
        done = self.tlm("relay", "status", "--json", code=None)
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def gaps(self):
        """What the hub says was amiss: of the log's own lines, not of those that came from others."""
        return [line for line in own_lines(self.log()) if line.get("event") == "tlm.relay_gap"]


class Origin(Machine):
    """A machine whose writers append and remember what was acknowledged."""

    def __init__(self, folder, number, url, *words):
        super().__init__(folder, f"origin-{number}", url, "push", *words)
        self.writers = []

    def write(self, count, seed, longest):
        for number in range(count):
            self.writers.append(Writer(self, number, random.Random(f"{seed} {self.name} {number}"), longest))

    def pushed(self):
        """What it pushes, as the hubs must have it: its events, without what tlm says of the log."""
        return b"".join(line + b"\n" for line in self.log().split(b"\n") if is_told(line))

    def unacknowledged(self):
        """What was acknowledged and is not in the log where its receipt said: nothing."""
        log = self.log()
        return [(writer.number, number) for writer in self.writers
                for number, (position, length) in enumerate(writer.receipts)
                if not writer.is_line(log[position:position + length], number)]


def is_told(line):
    """Whether a line is an event of somebody's, not one of tlm's about the log."""
    if b'"event":"tlm.' not in line[:200]:
        return bool(line.strip())
    return not json.loads(line).get("event", "").startswith("tlm.")


def own_lines(log):
    """A hub's log without what it pulled."""
    place = 0
    while place < len(log):
        end = log.find(b"\n", place)
        end = len(log) if end < 0 else end
        line, place = log[place:end], end + 1
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            continue
        yield value
        if value.get("event") == "tlm.drained":
            place += value["length"]


class Writer:
    """`tlm append` with a pipe; the n-th receipt is the n-th line's."""

    def __init__(self, origin, number, dice, longest):
        self.number, self.dice, self.longest, self.next, self.receipts = number, dice, longest, 0, []
        self.waiting = b""
        self.process = spawned_with_pipe(origin)
        os.set_blocking(self.process.stdout.fileno(), False)

    def line(self):
        name = self.dice.choice(NAMES)
        kind = self.dice.random()
        size = self.dice.randrange(20, 200) if kind > 0.01 else self.dice.randrange(2_000, 9_000)
        if kind < 0.0002:
            size = self.dice.randrange(self.longest, 3 * self.longest)
        event = f'"event":{json.dumps(name, ensure_ascii=False)},' if name else ""
        text = f'{{{event}"w":{self.number},"n":{self.next},"pad":"{"x" * size}"}}\n'
        self.next += 1
        return text.encode()

    def is_line(self, line, number):
        found = NUMBERED.search(line)
        return bool(found) and (int(found[1]), int(found[2])) == (self.number, number)

    def tell(self, count):
        self.process.stdin.write(b"".join(self.line() for _ in range(count)))
        self.process.stdin.flush()

    def hear(self):
        try:
            part = os.read(self.process.stdout.fileno(), 1 << 16)
        except BlockingIOError:
            return
        lines = (self.waiting + part).split(b"\n")
        self.waiting = lines.pop()
        self.receipts += [tuple(map(int, line.split())) for line in lines]

    def end(self, timeout=60):
        self.process.stdin.close()
        end = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < end:
            select.select([self.process.stdout], [], [], 0.1)
            self.hear()
        self.hear()
        if self.process.wait(1) != 0 or len(self.receipts) != self.next:
            raise AssertionError(f"writer {self.number}: {len(self.receipts)} of {self.next} acknowledged, "
                                 f"ended with {self.process.returncode}")


def spawned_with_pipe(origin):
    from nodes import dies_with_the_test
    return subprocess.Popen(
        [TLM, "append", "--receipts", "-"], cwd=origin.folder, env=environment(origin.folder),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=dies_with_the_test)


class Hub(Machine):
    """A machine that pulls, and how far its log is what the origins pushed."""

    def __init__(self, folder, number, url, *words):
        super().__init__(folder, f"hub-{number}", url, "pull", *words)

    def runs(self):
        """Of each run in the log its origin, what its marker says, and its bytes."""
        log, place = self.log(), 0
        while (end := log.find(b"\n", place)) >= 0:
            line, place = log[place:end], end + 1
            found = MARKER.search(line, 0, 400) if line.startswith(b"{") and b"tlm.drained" in line[:200] else None
            if found:
                marker = json.loads(line)
                yield found[1].decode(), marker, log[place:place + marker["length"]]
                place += marker["length"]

    def text(self, origin):
        """What it has of an origin, the lines that came in behind others' in their places."""
        found = {}
        for id_, marker, run in self.runs():
            if id_ == origin:
                place = marker["from"]
                for line in run.splitlines(keepends=True):
                    found[place] = line
                    place += len(line)
        return b"".join(line for _, line in sorted(found.items()))

    def gathered(self, expected):
        """How far it has come with each origin, where all of it is what was pushed, each once and in
        order; raises where it is not."""
        log, place, ends = self.log(), 0, dict.fromkeys(expected, 0)
        while place < len(log):
            end = log.find(b"\n", place)
            if end < 0:
                break
            line, place = log[place:end], end + 1
            found = MARKER.search(line, 0, 400) if line.startswith(b"{") and b"tlm.drained" in line[:200] else None
            if not found:
                continue
            marker, origin = json.loads(line), found[1].decode()
            if origin not in expected:
                raise AssertionError(f"{self.name}: pulled from {origin}, which is no origin of this test")
            size = whole(log, place, expected[origin], marker["from"], marker["length"])
            if size and marker["from"] != ends[origin]:
                raise AssertionError(
                    f"{self.name}: {origin} goes on at {marker['from']}, expected {ends[origin]}: "
                    f"{line.decode()}")
            ends[origin] += size
            place += size
        return ends


def whole(log, place, expected, start, length):
    """How much of a run is there: all of it, or, where its writer was killed, whole lines."""
    if log[place:place + length] == expected[start:start + length]:
        return min(length, len(log) - place)
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        same = log[place:place + middle] == expected[start:start + middle]
        low, high = (middle, high) if same else (low, middle - 1)
    end = expected.rfind(b"\n", start, start + low) + 1
    return max(0, end - start)


class Scratch:
    """A folder that goes with the case, or stays for a look where it fails and TLM_KEEP is set."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="tlm-relay-")
        return self.path

    def __exit__(self, kind, *_):
        if kind and os.environ.get("TLM_KEEP"):
            print("kept", self.path, file=sys.stderr)
            return
        subprocess.run(["chmod", "-R", "u+w", self.path], check=False)
        shutil.rmtree(self.path, ignore_errors=True)


def eventually(claim, seconds, what, pause=0.1):
    end = time.monotonic() + seconds
    while not (found := claim()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(pause)
    return found
