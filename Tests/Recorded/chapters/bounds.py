"""Replays of a store: bounds, kept states, the index, threads, and mistakes in their arguments."""

import samples
from generator import mixed
from sandbox import Sandbox
from transcript import Transcript

EVENTS = 10_000
ALL = [word for name in ("event-counts", "issues", "mode-state", "phase-timing", "runs",
                         "sensor-metrics", "tool-usage", "velocity") for word in ("-p", name)]
TIME = "2024-03-01T14:00:00Z"


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        mixed.write(sandbox.path("mixed.jsonl"), EVENTS)
        sandbox.run("append", "mixed.jsonl")
        return {"bounds.txt": bounds(sandbox), "kept.txt": kept(sandbox),
                "mistakes.txt": mistakes(sandbox)}


def bounds(sandbox):
    script = Transcript(sandbox)
    script.note("parts of the log")
    for part in (["--at", TIME], ["--to", "300000"], ["--since", TIME], ["--until", TIME],
                 ["--since", TIME, "--until", "2024-03-01T15:00:00+01:00", "--to", "600000"],
                 ["--last", "2024-03-02"], ["--at", "2024-02-01"], ["--since", "2024-09-01"]):
        script.run("replay", "-p", "tool-usage", "--json", *part)
        script.run("replay", *ALL, "--digest", *part)
    script.run("replay", "-p", "runs", "--at", TIME)
    script.note("days without a zone are local")
    for zone in ("UTC0", "EST5EDT,M3.2.0,M11.1.0"):
        script.run("replay", "-p", "runs", "-p", "velocity", "--digest", "--since",
                   "2024-03-01T10:00", "--until", "2024-03-01 13:30", env={"TZ": zone})
    return script.text


def kept(sandbox):
    script = Transcript(sandbox)
    script.note("the same by every way")
    for way in (["--no-index"], [], [], ["--from-zero"], ["--jobs", "1"], ["--jobs", "3"],
                ["--verify"], ["--strict"]):
        script.run("replay", *ALL, "--digest", *way)
    script.run("projections", "rebuild", "velocity", "issues")
    script.run("replay", *ALL, "--digest")
    script.run("replay", "-p", "phase-timing", "--verify", "--json")
    script.note("with what waits in in.jsonl")
    sandbox.append(".tlm/in.jsonl", samples.line(0, "run", run_id="waits", status="success"))
    script.run("replay", "-p", "runs", "--json")
    script.run("replay", "-p", "runs", "--digest")
    return script.text


def mistakes(sandbox):
    script = Transcript(sandbox)
    for words in (
            [], ["-p", "nonsense"], ["-p", "velocty"], ["-p", "runs", "-p", "runs"],
            ["-p", "mode-state", "--at", "soon"], ["-p", "mode-state", "--to", "-1"],
            ["-p", "mode-state", "--to", "1", "--at", "now"],
            ["-p", "mode-state", "--set", "nonsense=1"], ["-p", "mode-state", "--set", "scope"],
            ["-p", "mode-state", "--set", "other.scope=x"],
            ["-p", "event-counts", "-p", "velocity", "--set", "tool=x"],
            ["-p", "velocity", "--set", "per=fortnight"],
            ["-p", "mode-state", "--set", "initial_mode="],
            ["-p", "sensor-metrics", "--set", "sensors=x"],
            ["-p", "sensor-metrics", "--set", "sensors=[{}]"],
            ["-p", "sensor-metrics", "--set", "horizon=0"],
            ["-p", "mode-state", "--verify", "--to", "1"],
            ["-p", "mode-state", "--verify", "mixed.jsonl"],
            ["-p", "mode-state", "--at", "now", "mixed.jsonl", "--store", ".tlm"],
            ["-p", "mode-state", "--state", "--digest"], ["-p", "mode-state", "--jobs", "0"],
            ["-p", "mode-state", "--since", "2024-03-02", "--until", "2024-03-01"],
            ["-p", "mode-state", "--from-zero", "mixed.jsonl"], ["-p", "mode-state", "-", "-"]):
        script.run("replay", *words)
    return script.text
