"""Measures of writing: one event, many, synced, and `tlm emit` as a process."""

import json
import os
import shutil
import subprocess
import time

from tools import Row, duration, median, percentile, rate, spread

PROCESSES = 8
# What an agent tells of a call of a tool.
HOOK = json.dumps({
    "session_id": "3f6c1a52-7d1e-4a0f-9a55-0c5a3f1f2b11", "cwd": "/home/ada/app",
    "permission_mode": "default", "hook_event_name": "PostToolUse", "tool_name": "Bash",
    "tool_input": {"command": "swift test", "description": "Run the tests"},
    "tool_response": {"stdout": "passed\n" * 500, "stderr": "", "interrupted": False},
    "tool_use_id": "toolu_01A09q90qw90lq917835lq9", "duration_ms": 4210})


def measure(bench):
    yield from flushed(bench)
    yield from emitters(bench)
    yield from threads(bench)
    yield from loggers(bench)
    yield from synced(bench)
    yield from whole_process(bench)
    yield from wrapped(bench)


def flushed(bench):
    """Turns with the floor, so that both meet the same machine."""
    folder = bench.fresh("flushed")
    ours, floor = [], []
    for _ in range(3):
        floor += bench.together("floor", 1, folder, file=folder / "floor", count=20_000)[0]
        samples, alone = bench.together(
            "append", 1, folder, store=folder / "store", count=20_000)
        ours += samples
    middle, last = median(ours), percentile(ours, 0.99)
    is_reached = middle <= 5e-6 and last <= 20e-6
    yield Row(
        "emit flushed, 1 process", duration(middle), spread(ours),
        f"flock+fstat+write {duration(median(floor))}", f"{middle / median(floor):.1f} ×",
        "≤ 5 µs, p99 ≤ 20 µs", is_reached, f"{duration(middle)}, p99 {duration(last)}")
    yield Row("  the same, events a second", rate(alone))

    samples, together = bench.together(
        "append", PROCESSES, folder, store=folder / "store", count=10_000)
    yield Row(f"emit flushed, {PROCESSES} processes", duration(median(samples)), spread(samples))
    yield Row(
        "  the same, events a second", rate(together), "", f"1 process {rate(alone)}",
        f"{together / alone:.2f} ×")

    samples, batched = bench.together(
        "append", 1, folder, store=folder / "store", count=2_000, batch=100)
    yield Row("emit flushed, batches of 100", f"{duration(median(samples) / 100)} an event",
              spread([sample / 100 for sample in samples]))
    yield Row("  the same, events a second", rate(batched), "", f"singly {rate(alone)}",
              f"{batched / alone:.1f} ×")


def emitters(bench):
    """Events that a Swift program tells by its emitter, redacted on their way."""
    folder = bench.fresh("emitters")
    for delivery, count, goal in (
            ("immediate", 20_000, None), ("buffered", 100_000, None), ("off", 2_000, 2e-9)):
        samples, _ = bench.together(
            "emitter", 1, folder, store=folder / delivery, count=count, delivery=delivery)
        middle = median(samples)
        yield Row(f"Emitter, {delivery}", duration(middle), spread(samples), "", "",
                  "≤ 2 ns" if goal else "", middle <= goal if goal else None, duration(middle))


def threads(bench):
    """The same of eight threads of one program: what each waits for, and what comes in a second."""
    folder = bench.fresh("threads")
    for delivery in "immediate", "buffered":
        samples, together = bench.together(
            "emitter", 1, folder, store=folder / delivery, count=10_000, delivery=delivery,
            threads=PROCESSES)
        yield Row(f"Emitter, {delivery}, {PROCESSES} threads", duration(median(samples)),
                  spread(samples), "", f"{rate(together)} events")


def loggers(bench):
    """A million lines through swift-log: with a handler that does nothing, its own, and ours."""
    program = os.environ.get("TLM_BENCH_LOGGING")
    if not program:
        return
    folder = bench.fresh("logging")
    times = {}
    for handler in "none", "stream", "buffered", "immediate":
        with open(folder / "errors", "w") as errors:
            words = [program, handler, "1000000", str(folder / handler)]
            out = subprocess.run(words, check=True, stdout=subprocess.PIPE,
                                 stderr=errors, text=True).stdout
        times[handler] = float(out) / 1e9
    for handler, name in (("immediate", "in the log at once"), ("buffered", "by a thread")):
        yield Row(f"1 M lines of swift-log, {name}", f"{duration(times[handler])} a line", "",
                  f"its own, to a file {duration(times['stream'])}; none {duration(times['none'])}",
                  f"{times[handler] / times['stream']:.1f} ×")


def wrapped(bench):
    """`tlm run -- true` beside `true`: what a run, its start and its end cost."""
    folder = bench.fresh("wrapped")
    environment = dict(os.environ, TLM_STORE=str(folder / "store"))
    times = {"true": [], "run": []}
    for turn in range(120):
        for name, words in (("true", ["/bin/true"]), ("run", [bench.tlm, "run", "--", "/bin/true"])):
            start = time.perf_counter()
            _, status = os.waitpid(os.posix_spawn(words[0], words, environment), 0)
            if status != 0:
                raise SystemExit(f"bench: {words} ended with {status}")
            if turn >= 20:
                times[name].append(time.perf_counter() - start)
    ours, floor = median(times["run"]), median(times["true"])
    yield Row("tlm run -- true, whole process", duration(ours), spread(times["run"]),
              f"/bin/true {duration(floor)}", f"+ {duration(ours - floor)}")


def synced(bench):
    """Three rounds of each, in turn: a disk has moods."""
    folder = bench.fresh("synced")
    results = {"one": [], "eight": [], "inside": []}
    everything = {"one": [], "eight": [], "inside": []}
    for _ in range(3):
        for name, processes, sync, count in (
                ("one", 1, "after", 400), ("eight", PROCESSES, "after", 150),
                ("inside", PROCESSES, "inside", 150)):
            samples, events_a_second = bench.together(
                "append", processes, folder, store=folder / name, count=count, sync=sync)
            results[name].append(events_a_second)
            everything[name] += samples
    one, eight, inside = (median(results[name]) for name in ("one", "eight", "inside"))
    yield Row("emit synced, 1 process", duration(median(everything["one"])),
              spread(everything["one"]))
    yield Row("  the same, events a second", rate(one))
    yield Row(f"emit synced, {PROCESSES} processes", duration(median(everything["eight"])),
              spread(everything["eight"]))
    yield Row("  events a second, against 1 process", rate(eight), "", rate(one),
              f"{eight / one:.2f} ×", "≥ 2 ×", eight >= 2 * one, f"{eight / one:.2f} ×")
    yield Row("  events a second, against sync inside the lock", rate(eight), "", rate(inside),
              f"{eight / inside:.2f} ×", "≥ 2 ×", eight >= 2 * inside, f"{eight / inside:.2f} ×")


def spawned(command, environment, given):
    """Seconds from the start of a program to its end."""
    start = time.perf_counter()
    child = os.posix_spawn(
        command[0], command, environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 0, str(given), os.O_RDONLY, 0)])
    _, status = os.waitpid(child, 0)
    elapsed = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"bench: {command} ended with {status}")
    return elapsed


def whole_process(bench):
    """`tlm emit`, `tlm-emit` and their peers in turn, from posix_spawn to the end of the process."""
    folder = bench.fresh("process")
    environment = dict(os.environ, TLM_STORE=str(folder / "store"))
    given = folder / "hook.json"
    given.write_text(HOOK)
    event = ["issue_phase", "issue_id=BUG-042", "phase=ready", "duration_s:=67.2", "result=pass"]
    commands = {
        "tlm": [bench.tlm, "emit", *event],
        "python": ["/usr/bin/python3", "-c", "pass"],
        "true": ["/bin/true"],
    }
    node = shutil.which("node")
    if node:
        commands["node"] = [node, "-e", "0"]
    small = bench.small
    if small:
        commands["small"] = [small, *event]
        commands["hook"] = [os.path.join(os.path.dirname(small), "tlm-hook"), "claude-code"]
    times = {name: [] for name in commands}
    for turn in range(320):
        for name, command in commands.items():
            # Behind the same small program, as what ran before says how warm the processor's caches are.
            spawned(commands["true"], environment, given)
            elapsed = spawned(command, environment, given)
            if turn >= 20:
                times[name].append(elapsed)
    python, true = median(times["python"]), median(times["true"])
    ours = median(times["tlm"])
    is_reached = ours <= python / 5
    yield Row("tlm emit, whole process", duration(ours), spread(times["tlm"]),
              f"python3 -c pass {duration(python)}", f"{ours / python:.2f} ×",
              "≤ 0.2 ×", is_reached, f"{ours / python:.2f} ×")
    if small:
        ours = median(times["small"])
        is_reached = ours <= 0.11 * python and ours <= 2.5 * true
        yield Row("tlm-emit, static", duration(ours), spread(times["small"]),
                  f"python3 -c pass {duration(python)}", f"{ours / python:.2f} ×",
                  "≤ 0.11 ×, ≤ 2.5 × true", is_reached,
                  f"{ours / python:.2f} ×, {ours / true:.1f} × /bin/true")
        ours = median(times["hook"])
        yield Row("tlm-hook, static", duration(ours), spread(times["hook"]),
                  f"python3 -c pass {duration(python)}", f"{ours / python:.2f} ×",
                  "≤ 0.15 ×", ours <= 0.15 * python, f"{ours / python:.2f} ×")
        if node:
            beside = median(times["node"])
            yield Row("  the same beside node", duration(ours), "",
                      f"node -e 0 {duration(beside)}", f"{ours / beside:.2f} ×")
    yield Row("  /bin/true, for the floor", duration(true), spread(times["true"]))
