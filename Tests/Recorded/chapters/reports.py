"""What replay says of each projection over real logs: tables, documents, states."""

import samples
from catalog import PROJECTIONS, settings
from generator import mixed
from sandbox import Sandbox
from transcript import Transcript

# A file that each projection finds something in.
TELLING = {
    "event-counts": "data/structlog/current.jsonl",
    "issues": "data/dialects/feat417_seed000.jsonl",
    "mode-state": "day.jsonl",
    "phase-timing": "data/structlog/current.jsonl",
    "runs": "data/runs/events_20261121.ndjson",
    "sensor-metrics": "day.jsonl",
    "tool-usage": "data/claude/session-b.stream.jsonl",
    "velocity": "mixed.jsonl",
}
FILES = (
    "data/dialects/adr0004_seed002.jsonl", "data/dialects/claude_hooks.jsonl",
    "data/dialects/feat417_seed000.jsonl", "data/dialects/scopecraft_domain_events.jsonl",
    "data/little-loops/loop_history/2026-11-21T033009-parent/events.jsonl",
    "data/claude/fixtures/qwen/noise.jsonl", "mixed.jsonl")


def record(binary):
    with Sandbox(binary, has_data=True) as sandbox:
        mixed.write(sandbox.path("mixed.jsonl"), 600)
        sandbox.write("day.jsonl", samples.day())
        documents = {}
        for projection in PROJECTIONS:
            documents[projection + ".txt"] = of_projection(sandbox, projection)
        for number, file in enumerate(FILES, 1):
            name = file.split("/")[-1].partition(".")[0]
            documents["file%d-%s.txt" % (number, name)] = of_file(sandbox, file)
        documents["months.txt"] = months(sandbox)
        documents["together.txt"] = together(sandbox)
        return documents


def of_projection(sandbox, projection):
    """One projection with all its settings, as a table and as a document."""
    script, file = Transcript(sandbox), TELLING[projection]
    for setting in settings(projection):
        script.run("replay", "-p", projection, *setting, file)
        script.run("replay", "-p", projection, *setting, "--json", file)
    script.run("replay", "-p", projection, "--state", "--json", file)
    script.run("replay", "-p", projection, "--state", "data/dialects/adr0004_seed002.jsonl")
    script.run("replay", "-p", projection, "--digest", file)
    script.run("replay", "-p", projection, file, env={"COLUMNS": "120", "CLICOLOR_FORCE": "1",
                                                      "TERM": "xterm"})
    script.run("replay", "-p", projection, file, env={"COLUMNS": "46"})
    return script.text


def of_file(sandbox, file):
    """Every projection over one file."""
    script = Transcript(sandbox)
    for projection in PROJECTIONS:
        script.run("replay", "-p", projection, file)
        script.run("replay", "-p", projection, "--json", file)
    return script.text


def months(sandbox):
    """Velocity of real issues over some months."""
    script, file = Transcript(sandbox), "data/little-loops/issue_lifecycle.jsonl"
    script.run("replay", "-p", "velocity", file)
    for per in ("week", "month", "quarter"):
        script.run("replay", "-p", "velocity", "--set", "per=" + per, file)
        script.run("replay", "-p", "velocity", "--set", "per=" + per, "--json", file)
    return script.text


def together(sandbox):
    """Several projections, several files, standard input, and inputs of which nothing comes."""
    script = Transcript(sandbox)
    script.run("replay", "-p", "event-counts", "-p", "runs", "data/dialects/claude_hooks.jsonl",
               "data/dialects/feat417_seed000.jsonl")
    script.run("replay", "-p", "velocity", "-p", "phase-timing", "--set", "velocity.per=week",
               "--set", "phase-timing.tool=ll-sprint", "--json",
               "data/dialects/feat417_seed000.jsonl")
    script.run("replay", "-p", "velocity", "-p", "phase-timing", "--digest",
               "data/dialects/feat417_seed000.jsonl")
    script.run("replay", "-p", "event-counts", "data/dialects/feat417_seed000.jsonl", "-",
               stdin='{"ts":1,"event":"first"}\n{"event":"untimed"}\nbroken\n{"event":"last"}')
    script.run("replay", "-p", "event-counts", "--json", "-", stdin="")
    script.run("replay", "-p", "event-counts", "-", stdin="")
    script.run("replay", "-p", "phase-timing", "-", stdin="\n \nno event\n")
    script.run("replay", "-p", "event-counts", "nowhere.jsonl")
    script.run("replay", "-p", "event-counts", "--json", "nowhere.jsonl")
    script.run("replay", "-p", "event-counts", "data")
    return script.text
