"""What an agent waits for at each call: the gate as a whole process, while the board stands still and while
`tlm watch` publishes it ten times a second."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from tools import Row, duration, median, spread

TURNS = 520
CALL = json.dumps({
    "session_id": "s1", "cwd": "/work", "permission_mode": "default", "hook_event_name": "PreToolUse",
    "tool_name": "Bash", "tool_input": {"command": "swift build 2>&1 | tail"},
    "tool_use_id": "toolu_01ABCDEFGHJKLMNPQR"})


def measure(bench):
    small = bench.small
    if not small:
        print("bench: no TLM_SMALL, which make bench sets: the gate is not measured", file=sys.stderr)
        return
    folder = bench.fresh("gating")
    home = folder / "home/.config/tlm"
    home.mkdir(parents=True)
    (home / "config.yaml").write_text("gate:\n  enabled: true\n")
    given = folder / "call.json"
    given.write_text(CALL)
    store = folder / ".tlm"
    environment = {"HOME": str(folder / "home"), "PATH": os.environ["PATH"]}
    subprocess.run([bench.tlm, "init", "--store", store], check=True, env=environment,
                   stdout=subprocess.DEVNULL)
    watch = subprocess.Popen([bench.tlm, "watch", "--store", store, "--sample", "off"],
                             env=environment, stdout=subprocess.DEVNULL)
    gate = os.path.join(os.path.dirname(small), "tlm-gate")
    commands = {
        "gate": [gate, "claude-code", "--store", str(store), "--fail-closed"],
        "true": ["/bin/true"], "python": ["/usr/bin/python3", "-c", "pass"]}
    try:
        wait(commands["gate"], given, environment)
        for busy in False, True:
            stop, boards = threading.Event(), []
            pulse = threading.Thread(target=publish, args=(store, stop, boards))
            if busy:
                pulse.start()
            try:
                times = timed(commands, given, environment)
            finally:
                stop.set()
            if busy:
                pulse.join()
                check(boards)
            yield from told(times, "while ten boards a second come" if busy else "static")
    finally:
        watch.send_signal(signal.SIGTERM)
        watch.wait()


def wait(command, given, environment):
    """Until the board says that the call is allowed: the gate that is closed is silent then."""
    for _ in range(400):
        with open(given, encoding="utf-8") as document:
            said = subprocess.run(command, stdin=document, capture_output=True, env=environment,
                                  check=True).stdout
        if not said:
            return
        time.sleep(0.05)
    raise SystemExit("bench: the gate stays closed: " + said.decode())


def publish(store, stop, boards):
    """Each event makes the watch publish; when the board was written is kept."""
    with open(pathlib.Path(store) / "in.jsonl", "ab", buffering=0) as inbox:
        while not stop.wait(0.1):
            boards.append(os.stat(pathlib.Path(store) / "board").st_mtime_ns)
            inbox.write(b'{"event":"beat"}\n')


def check(boards):
    """That the board really came so often."""
    if len(set(boards)) < 0.8 * len(boards):
        raise SystemExit(f"bench: {len(set(boards))} boards at {len(boards)} events")


def timed(commands, given, environment):
    times = {name: [] for name in commands}
    for turn in range(TURNS):
        for name, command in commands.items():
            start = time.perf_counter()
            child = os.posix_spawn(
                command[0], command, environment,
                file_actions=[(os.POSIX_SPAWN_OPEN, 0, str(given), os.O_RDONLY, 0)])
            _, status = os.waitpid(child, 0)
            elapsed = time.perf_counter() - start
            if status != 0:
                raise SystemExit(f"bench: {command} ended with {status}")
            if turn >= 20:
                times[name].append(elapsed)
    return times


def told(times, how):
    ours, true, python = (median(times[name]) for name in ("gate", "true", "python"))
    yield Row(f"tlm-gate, {how}", duration(ours), spread(times["gate"]),
              f"python3 -c pass {duration(python)}", f"{ours / python:.2f} ×",
              "≤ 0.15 ×", ours <= 0.15 * python, f"{ours / python:.2f} ×")
    yield Row("  beside /bin/true", duration(true), spread(times["true"]), "", f"{ours / true:.1f} ×")
    yield Row("  beside python3 -c pass", duration(python), spread(times["python"]))
