"""Control: checking rule files, backtests, verification, and a loop on the clock of the log."""

import json
import re

import samples
from generator import mixed
from running import Running
from sandbox import Sandbox
from transcript import Transcript


def record(binary):
    with Sandbox(binary, has_data=True) as sandbox:
        sandbox.write("day.jsonl", samples.day())
        sandbox.write("rules.yaml", samples.RULES)
        sandbox.write("hasty.yaml", samples.HASTY_RULES)
        sandbox.write("bad.yaml", samples.BAD_RULES)
        documents = {"check.txt": check(sandbox), "backtest.txt": backtest(sandbox)}
        sandbox.make_store()
        documents["run.txt"] = run(sandbox)
        documents["effects.txt"] = effects(sandbox)
        documents["verify.txt"] = verify(sandbox)
        documents["shipped.txt"] = shipped(sandbox)
        return documents


def both(script, *words):
    script.run(*words)
    script.run(*words, "--json")


def check(sandbox):
    script = Transcript(sandbox)
    script.content("bad.yaml", samples.BAD_RULES.encode())
    for file in ("rules.yaml", "hasty.yaml", "bad.yaml", "data/modes.yaml", "nowhere.yaml",
                 "day.jsonl"):
        both(script, "control", "check", file)
    for number, text in enumerate((
            "", "modes: {}\n", "modes: {A: {}}\n", "modes: [A]\n", "a: 1\n",
            "modes: {A: {}, A: {}}\n", "modes: {A: {}, B: {}}\ntransition_rules:\n  A_to_B: {}\n",
            "x: *y\n", "{]\n", "- \x00\n",
            samples.RULES + "surplus: 1\n", samples.RULES.replace("any", "anny"),
            samples.RULES.replace('">", value: 85', '">", value: hot'),
            samples.RULES_WITH_EFFECTS.replace("https:", "ftp:"),
            samples.RULES_WITH_EFFECTS.replace("[sh, -c,", "[true, 3,"),
            samples.RULES_WITH_EFFECTS.replace("emit: pool_throttled", "emit: tlm.skip"),
            samples.RULES.replace("duration_seconds: 30", "clear: {operator: '>', value: 5}"))):
        sandbox.write("one.yaml", text)
        script.note("rule file %d" % (number + 1))
        script.run("control", "check", "one.yaml")
    return script.text


def backtest(sandbox):
    script = Transcript(sandbox)
    both(script, "control", "backtest", "day.jsonl")
    both(script, "control", "backtest", "--rules", "rules.yaml", "day.jsonl")
    for approve in ("always", "never"):
        both(script, "control", "backtest", "--rules", "rules.yaml", "--approve", approve,
             "day.jsonl")
    both(script, "control", "backtest", "--rules", "hasty.yaml", "--against", "rules.yaml",
         "day.jsonl")
    both(script, "control", "backtest", "--against", "recorded", "day.jsonl")
    both(script, "control", "backtest", "--rules", "rules.yaml", "--against", "shipped",
         "--interval", "30s", "--jobs", "1", "day.jsonl")
    script.run("control", "backtest", "--scope", "build", "--against", "recorded", "day.jsonl")
    script.run("control", "backtest", "--json", "-", stdin=samples.line(0, "nothing"))
    for words in ([], ["-", "--against", "shipped"], ["nowhere.jsonl"],
                  ["--interval", "2d", "day.jsonl"], ["--approve", "me", "day.jsonl"],
                  ["--rules", "bad.yaml", "day.jsonl"], ["-"],
                  ["--against", "bad.yaml", "--json", "day.jsonl"]):
        script.run("control", "backtest", *words)
    return script.text


def run(sandbox):
    """A loop whose time comes from events decides the same each time; then it is ended."""
    script, words = Transcript(sandbox), ["control", "run", "--rules", "rules.yaml", "--clock",
                                          "log", "--no-board"]
    expected = json.loads(sandbox.run(
        "control", "backtest", "--rules", "rules.yaml", "--json", "day.jsonl").output)
    wanted = sum(len(expected[each]) for each in ("transitions", "proposals", "calibrations"))
    with Running(sandbox, *words) as loop:
        loop.until("it runs", lambda each: each.get("kind") == "running")
        # With a condition the input is one batch, so no decision comes in between.
        sandbox.run("append", "--if-none", "--event", "nothing", "day.jsonl")
        loop.some("decisions", wanted, lambda each: "policy" in each.get("event", {}))
        outcome = loop.end()
    script.add(words + ["--json"], outcome)
    script.run("query", "--event", "mode_*")
    script.run("query", "--event", "mode_transition", "--json", "--newest-first", "--limit", "1")
    both(script, "mode", "explain", "--rules", "rules.yaml")
    both(script, "control", "backtest", "--rules", "rules.yaml", "--against", "recorded")
    return script.text


def effects(sandbox):
    """Effects of rules in the store's folder, which reach nothing outside of it, by their kind.

    The events of effects say how long they took, so what stands behind the first of them stands
    elsewhere each time: positions are left out.
    """
    script = Transcript(sandbox)
    sandbox.make_store("acting")
    sandbox.write("acting/rules.yaml", samples.RULES_WITH_EFFECTS)
    script.content("acting/rules.yaml", samples.RULES_WITH_EFFECTS.encode())
    both(script, "control", "check", "acting/rules.yaml")
    words = ["control", "run", "--store", "acting", "--clock", "log", "--no-board"]
    with Running(sandbox, *words) as loop:
        loop.until("it runs", lambda each: each.get("kind") == "running")
        sandbox.run("append", "--store", "acting", stdin="".join(
            samples.line(second, "tool_call_failed", risk_level="high")
            for second in range(5)).encode())
        loop.some("effects", 4, lambda each: each.get("kind") == "effect")
        loop.some("the notice", 1, lambda each: each.get("kind") == "notice")
        outcome = loop.end()
    outcome.output = b"".join(sorted(  # what happens at once is told in any order
        (re.sub(rb'"position":\d+', b'"position":<position>', line)
         for line in outcome.output.splitlines(True)), key=lambda line: json.loads(
             line.replace(b"<position>", b"0"))["kind"]))
    script.add(words + ["--json"], outcome)
    script.run("query", "--store", "acting", "--event", "control_*", "--event", "pool_throttled")
    return script.text


def verify(sandbox):
    script = Transcript(sandbox)
    both(script, "control", "verify", "--rules", "rules.yaml")
    both(script, "control", "verify")
    both(script, "control", "verify", "--rules", "rules.yaml", "--interval", "10s")
    both(script, "control", "verify", "--rules", "rules.yaml", "--scope", "build")
    script.note("a transition that was changed")
    lines = sandbox.run("query").output.replace(b'"value":92', b'"value":12', 1)
    sandbox.make_store("changed")
    sandbox.run("append", "--store", "changed", stdin=lines)
    both(script, "control", "verify", "--rules", "rules.yaml", "--store", "changed")
    for words in (["--rules", "nowhere.yaml"], ["--interval", "x"], ["--store", "nowhere"]):
        script.run("control", "verify", *words)
        script.run("control", "run", *words)
    return script.text


def shipped(sandbox):
    """The rules that ship over generated events."""
    mixed.write(sandbox.path("mixed.jsonl"), 3000)
    script = Transcript(sandbox)
    both(script, "control", "backtest", "mixed.jsonl")
    script.run("control", "backtest", "--approve", "always", "--against", "recorded", "--json",
               "mixed.jsonl")
    return script.text
