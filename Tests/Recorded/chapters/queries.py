"""query and tail: every kind of condition, both orders, parts of the log, and how it was found."""

import samples
from generator import mixed
from sandbox import Sandbox
from transcript import Transcript

CONDITIONS = (
    ["--event", "issue_complete"], ["--event", "issue*", "--event", "run"], ["--event", "*Tool*"],
    ["--tool", "ll-sprint", "--tool", "ll-auto"], ["--component", "brainstem"],
    ["--project", "tlm"], ["--issue-id", "BUG-7"], ["--session-id", "s12", "--session-id", "s13"],
    ["--trace-id", "t17"], ["--run-id", "r5"], ["--stream", "order-7"], ["--event-id", "e-1"],
    ["--outcome", "failure", "--outcome", "timeout"], ["--outcome", "skipped"],
    ["--level", "info"], ["--model", "claude"],
    ["--where", "duration_s > 60"], ["--where", 'phase = "ready"', "--where", "duration_s <= 3.5"],
    ["--where", "metadata.issue_id exists"], ["--where", "tool_name contains asks"],
    ["--where", "wave != 2", "--event", "issue_start"], ["--where", "success = true"],
    ["--where", "success = 'true'"], ["--where", "n = 123456789012345678901234567890"],
    ["--since", "2024-03-01T12:00:00Z", "--until", "2024-03-01T12:10:00Z"],
    ["--last", "2024-03-04", "--tool", "hand"], ["--event", "tlm.drained"], ["--event", "nothing"])

MISTAKES = (
    ["--where", "x"], ["--where", "x >"], ["--where", "= 3"], ["--where", "a ~ b"],
    ["--outcome", "good"], ["--since", "soon"], ["--since", "7y"], ["--limit", "-1"],
    ["--limit", "x"], ["--from", "x"], ["--from", "10", "--to", "5"], ["--colour"], ["surplus"],
    ["--count", "--jsonl"], ["--count", "--json"], ["--event"])


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        mixed.write(sandbox.path("mixed.jsonl"), 1500)
        sandbox.run("append", "mixed.jsonl")
        for number in range(3):
            sandbox.run("append", stdin=samples.line(
                number, "order", stream="order-7", event_id="e-%d" % number, tool="hand",
                project="tlm").encode())
        sandbox.append(".tlm/in.jsonl", samples.line(9, "from_a_stranger", tool="hand"))
        sandbox.pin_times()
        sandbox.run("append", stdin=samples.line(10, "last", tool="hand").encode())
        documents = {"scanned.txt": conditions(sandbox), "parts.txt": parts(sandbox)}
        # An index is used for a log that is worth it.
        mixed.write(sandbox.path("mixed.jsonl"), 10_000)
        sandbox.run("append", "mixed.jsonl")
        sandbox.run("index", "rebuild")
        sandbox.run("append", stdin=samples.line(11, "not_indexed", tool="hand").encode())
        documents["indexed.txt"] = conditions(sandbox)
        documents["tail.txt"] = tails(sandbox)
        documents["mistakes.txt"] = mistakes(sandbox)
        return documents


def conditions(sandbox):
    script = Transcript(sandbox)
    for words in CONDITIONS:
        script.run("query", *words, "--count", "--explain")
        script.run("query", *words, "--newest-first", "--limit", "2", "--json", "--explain")
    return script.text


def parts(sandbox):
    script = Transcript(sandbox)
    for words in (["--limit", "3"], ["--limit", "3", "--jsonl"], ["--limit", "2", "--json"],
                  ["--reverse", "--limit", "3"], ["--from", "100000", "--to", "100600"],
                  ["--from", "100000", "--limit", "1", "--json"], ["--count"],
                  ["--count", "--limit", "7"], ["--newest-first", "--limit", "1", "--explain"],
                  ["--to", "0"], ["--to", "0", "--json"], ["--event", "run", "--limit", "2"],
                  ["--event", "none", "--json", "--explain"]):
        script.run("query", *words)
    return script.text


def tails(sandbox):
    script = Transcript(sandbox)
    for words in ([], ["-n", "2"], ["-n", "0"], ["-n", "2", "--event", "issue*"],
                  ["-n", "3", "--tool", "hand"], ["--event", "none"], ["-n", "-1"], ["-n", "x"],
                  ["-n", "2", "--event", "tlm.drained"], ["--json"]):
        script.run("tail", *words)
    return script.text


def mistakes(sandbox):
    script = Transcript(sandbox)
    for words in MISTAKES:
        script.run("query", *words)
    script.run("query", "--event", "run", "--store", "nowhere")
    script.run("query", "--event", "run", "--store", "nowhere", "--json")
    return script.text
