"""What a person sees at a terminal of 100 columns, with colours and without."""

import os
import pty
import threading

import samples
from sandbox import Outcome, Sandbox
from transcript import Transcript

COMMANDS = (
    ["query", "--limit", "12"], ["query", "--event", "mode_transition", "--newest-first"],
    ["query", "--limit", "2", "--jsonl"], ["query", "--limit", "2", "--json"],
    ["query", "--event", "odd", "--explain"], ["tail", "-n", "4"],
    ["sensors", "list", "--at", "2024-03-04T10:50:12Z"],
    ["sensors", "get", "perf_system_cpu_load", "--at", "2024-03-04T10:50:12Z"],
    ["sensors", "series", "perf_system_cpu_load", "--window", "90s",
     "--at", "2024-03-04T10:42:00Z"], ["sensors", "describe", "perf_tool_call_latency"],
    ["mode"], ["mode", "history"], ["mode", "explain"],
    ["replay", "-p", "sensor-metrics"], ["replay", "-p", "mode-state"],
    ["replay", "-p", "tool-usage", "--json"], ["replay", "-p", "issues", "--state"],
    ["projections", "list"], ["projections", "show", "velocity"], ["projections", "status"],
    ["projections", "rows", "issues"], ["projections", "verify", "runs"], ["index"], ["doctor"],
    ["control", "check", "rules.yaml"], ["control", "check", "bad.yaml"],
    ["control", "backtest", "--rules", "rules.yaml", "--against", "shipped"],
    ["control", "verify"], ["init"], ["append", "--json", "more.jsonl"], ["nonsense"])


def record(binary):
    documents = {}
    for name, variables in (
            ("coloured.txt", {"TERM": "xterm", "COLUMNS": "100"}),
            ("plain.txt", {"TERM": "xterm", "COLUMNS": "72", "NO_COLOR": "1",
                           "TZ": "EST5EDT,M3.2.0,M11.1.0"})):
        with Sandbox(binary) as sandbox:
            sandbox.make_store()
            odd = b'{"event":"odd","text":"\\u001b[2J\x7f","bell":"\\u0007"}\nbroken \x1b[31m\n'
            sandbox.run("append", stdin=samples.day().encode() + odd)
            sandbox.write("more.jsonl", samples.line(9999, "more", issue_id="BUG-1"))
            sandbox.write("rules.yaml", samples.RULES)
            sandbox.write("bad.yaml", samples.BAD_RULES)
            script = Transcript(sandbox)
            for words in COMMANDS:
                script.add(words, at_terminal(sandbox, words, variables), env=variables)
            documents[name] = script.text
    return documents


def at_terminal(sandbox, words, variables):
    """Runs tlm with a terminal as its standard output, and gives what came to it."""
    near, far = pty.openpty()
    seen = []

    def read():
        # Where the last writer is gone Linux reports an error, and others the end.
        try:
            while data := os.read(near, 65536):
                seen.append(data)
        except OSError:
            pass

    reader = threading.Thread(target=read)
    reader.start()
    try:
        outcome = sandbox.run(*words, env=variables, stdout=far)
    finally:
        os.close(far)
    reader.join()
    os.close(near)
    return Outcome(outcome.status, b"".join(seen).replace(b"\r\n", b"\n"), outcome.errors)
