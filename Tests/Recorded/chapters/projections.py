"""What projections there are, how what they keep stands, rebuilding, verifying, and rows."""

import samples
from catalog import PROJECTIONS
from generator import mixed
from sandbox import Sandbox
from transcript import Transcript


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        mixed.write(sandbox.path("mixed.jsonl"), 2500)
        return {"list.txt": catalog(sandbox), "status.txt": status(sandbox),
                "rebuild.txt": rebuilding(sandbox), "rows.txt": rows(sandbox),
                "spoiled.txt": spoiled(sandbox)}


def catalog(sandbox):
    script = Transcript(sandbox)
    for words in ([], ["list"], ["list", "--json"]):
        script.run("projections", *words)
    for projection in (*PROJECTIONS, "nonsense"):
        script.run("projections", "show", projection)
        script.run("projections", "show", projection, "--json")
    return script.text


def status(sandbox):
    script = Transcript(sandbox)
    script.note("an empty store, then one with events, then states that are kept")
    for words in (["projections", "status"], ["projections", "verify"],
                  ["append", "mixed.jsonl"], ["projections", "status", "--json"],
                  ["projections", "rebuild", "event-counts", "runs"], ["projections", "status"],
                  ["projections", "status", "--json"]):
        script.run(*words)
    script.note("more events, also in in.jsonl")
    sandbox.append(".tlm/in.jsonl", samples.line(0, "late_one"))
    sandbox.pin_times()
    script.run("append", "-", stdin=samples.line(5, "issue_start", issue_id="NEW-1", tool="hand"))
    script.run("projections", "status")
    script.run("projections", "status", "--stuck-after", "1", "--stuck-bytes", "1", "--json")
    script.run("projections", "status", "--stuck-after", "x")
    return script.text


def rebuilding(sandbox):
    script = Transcript(sandbox)
    script.run("projections", "rebuild", *PROJECTIONS)
    script.run("projections", "rebuild", "velocity", "--set", "per=week", "--json")
    script.run("projections", "rebuild", "velocity", "mode-state", "--set", "velocity.per=week",
               "--set", "mode-state.scope=build", "--jobs", "1", "--strict")
    script.run("projections", "status")
    script.run("projections", "verify")
    script.run("projections", "verify", "--jobs", "2", "--json")
    script.run("projections", "verify", "velocity", "--set", "per=week", "--json")
    for words in (["rebuild"], ["rebuild", "nonsense"], ["verify", "nonsense"],
                  ["rebuild", "velocity", "--set", "per=never"], ["rebuild", "runs", "runs"]):
        script.run("projections", *words)
    return script.text


def rows(sandbox):
    script = Transcript(sandbox)
    for words in (["issues", "--key", "NEW-1"], ["issues", "--key", "NEW-1", "--json"],
                  ["issues", "--limit", "5"], ["issues", "--limit", "3", "--json"],
                  ["issues", "--after", "FEAT-1", "--limit", "2", "--json"],
                  ["issues", "--where", "open=true", "--where", "started > 1", "--limit", "4"],
                  ["issues", "--where", "type contains ch", "--limit", "2", "--json"],
                  ["issues", "--where", "phase exists", "--where", "outcome = failure",
                   "--limit", "3", "--json"],
                  ["runs", "--limit", "2"], ["runs", "--limit", "2", "--json"],
                  ["runs", "--where", 'status = "partial"', "--limit", "1", "--json"],
                  ["issues", "--key", "nothing"], ["issues", "--key", "nothing", "--json"],
                  ["issues", "--where", "started > 99"], ["issues", "--where", "open"],
                  ["issues", "--limit", "0"], ["issues", "--key", "a", "--after", "b"],
                  ["velocity"], ["nonsense"], []):
        script.run("projections", "rows", *words)
    return script.text


def spoiled(sandbox):
    """Views that are cut and views that are gone: the same answers."""
    script = Transcript(sandbox)
    sandbox.write(".tlm/views/data.mdb", sandbox.read(".tlm/views/data.mdb")[:5000])
    script.note("views/data.mdb was cut")
    script.run("projections", "status")
    script.run("replay", "-p", "issues", "-p", "velocity", "--digest")
    script.run("projections", "status")
    script.run("projections", "verify")
    return script.text
