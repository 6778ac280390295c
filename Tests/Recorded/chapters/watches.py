"""What goes on until it is ended: watch with its board, sensors watch, tail -f.

How many lines a watch prints depends on when it looks; the last one before each step and the one
at the end are recorded.
"""

import json
import re
import signal
import time

import boardfile
import samples
from running import Running
from sandbox import Outcome, Sandbox
from transcript import Transcript

# Of these the day that was before has only one, so nothing is decided before they come.
RULES = samples.RULES.replace("safety_tool_high_risk_calls", "safety_anomaly_events")
ODD = ["emit", "anomaly_detected", "tool=hand"]
# What is told of a follower: its process, and ages of readings and states.
ONCE = re.compile(rb'("process":|"age_s":)[\d.e+-]+')


def record(binary):
    with Sandbox(binary) as sandbox:
        documents = {"watch.txt": watch(sandbox)}
        documents["board.txt"] = boardfile.text(sandbox.read(".tlm/board"))
        documents["tail.txt"] = tail(sandbox)
        return documents


def watch(sandbox):
    sandbox.make_store()
    script = Transcript(sandbox)
    sandbox.write(".tlm/config.yaml", samples.CONFIG)
    sandbox.write("rules.yaml", RULES)
    sandbox.run("append", stdin=samples.day().encode())
    words = ["watch", "--sample", "off", "--rules", "rules.yaml"]
    with Running(sandbox, *words) as watching:
        steps = [watching.until("it publishes", lambda each: each["publishing"] and
                                each["caught_up"] and (each["control"] or {}).get("mode"))]
        sandbox.append(".tlm/in.jsonl", samples.line(3900, "tool_call_blocked"))
        for _ in range(3):
            sandbox.run(*ODD)
        steps.append(watching.until("a storm", lambda each: each["mode"] == "STORM" and
                                    each["control"]["decisions"] == 1))
        followed(sandbox, script)
        outcome = watching.end()
    steps.append(json.loads(watching.said[-1]))
    lines = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) + "\n" for each in steps]
    output = re.sub('"(through|events)":\\d+', r'"\1":<at that moment>', "".join(lines))
    script.add(words + ["--json"], Outcome(outcome.status, output.encode(), outcome.errors))
    script.run("query", "--newest-first", "--limit", "4")
    script.run("mode", "--rules", "rules.yaml")
    return script.text


def followed(sandbox, script):
    """What others see of a store that is watched."""
    deadline, followers, source = time.monotonic() + 30, [], None
    while time.monotonic() < deadline and (source != "board" or not followers or any(
            each["condition"] != "live" or each["bytes_behind"] for each in followers)):
        outcome = sandbox.run("projections", "status", "--json")
        followers = [each for each in json.loads(outcome.output) if each["follower"]]
        source = json.loads(sandbox.run("sensors", "list", "--json").output)["source"]
    said = [[each["projection"], each["condition"], sorted(each["follower"])] for each in followers]
    script.content("projections that are followed", (json.dumps(said) + "\n").encode())
    for words in (["sensors", "get", "safety_tool_calls_total", "safety_anomaly_events",
                   "safety_mode_state", "control_rules_true", "--json"],
                  ["sensors", "watch", "safety_anomaly_events", "--times", "2", "--every", "1s",
                   "--json"]):
        outcome = sandbox.run(*words)
        outcome.output = ONCE.sub(rb"\1<once>", outcome.output)
        script.add(words, outcome)


def tail(sandbox):
    script = Transcript(sandbox)
    words = ["tail", "-f", "-n", "1", "--event", "tick"]
    sandbox.run("append", stdin=samples.line(4000, "tick", n=0).encode())
    with Running(sandbox, *words) as tailing:
        tailing.until("the last one", lambda each: each["n"] == 0)
        sandbox.run("append", stdin=(
            samples.line(4001, "tick", n=1) + samples.line(4002, "tock")).encode())
        sandbox.append(".tlm/in.jsonl", samples.line(4003, "tick", n=2))
        tailing.until("the one of the inbox", lambda each: each["n"] == 2)
        outcome = tailing.end(signal.SIGINT)
    script.add(words, outcome)
    with Running(sandbox, *words) as tailing:
        tailing.until("the last one", lambda each: each["n"] == 2)
        script.add(words, tailing.end())
    script.run("doctor")
    return script.text
