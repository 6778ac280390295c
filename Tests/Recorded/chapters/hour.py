"""The bytes of a store after a scripted hour: appends, drains, rotations, a torn tail, views."""

import samples
from catalog import PROJECTIONS
from generator import mixed
from sandbox import Sandbox
from storebytes import files, views
from storefiles import begin_rotation
from transcript import Transcript


def record(binary):
    documents = {}
    with Sandbox(binary) as sandbox:
        store, script = sandbox.make_store(), Transcript(sandbox)
        mixed.write(sandbox.path("mixed.jsonl"), 9000)
        for number, part in enumerate((morning, noon, evening), 1):
            script.note(part.__doc__)
            part(sandbox, store, script)
            documents["files%d.txt" % number] = files(store)
            tables = views(store, in_full=part is evening)
            if tables is not None:
                documents["views%d.txt" % number] = tables
        documents["script.txt"] = script.text
    with Sandbox(binary) as sandbox:
        documents["large.txt"] = large(sandbox)
    return documents


def morning(sandbox, store, script):
    """appends of files, under conditions, and of strangers; the index is built"""
    sandbox.write(".tlm/config.yaml", samples.CONFIG)
    script.run("append", "--json", "-", stdin=samples.day())
    for revision in range(3):
        step = samples.line(3600 + revision, "step", branch="main", event_id="e%d" % revision)
        script.run("append", "--expect-revision", "order-7=%d" % revision, "--json", stdin=step)
    script.run("append", "--key", "once", "--json", stdin=samples.line(3610, "charged"))
    script.run("emit", "deployed", "ts=2024-03-04T11:05:00Z", "branch=side", "--synced")
    sandbox.append(".tlm/in.jsonl", samples.line(3700, "stranger") + "no event\n" + '{"half')
    script.run("append", "--json", stdin=samples.line(3710, "after_the_drain"))
    sandbox.pin_times()
    script.run("index", "rebuild")
    script.run("projections", "rebuild", "issues", "velocity", "sensor-metrics")


def noon(sandbox, store, script):
    """a rotation, a spool file, a torn tail, a mode that is set, and a second rotation"""
    begin_rotation(store)
    script.run("append", "--json", "mixed.jsonl")
    sandbox.write(".tlm/spool/00000000000000000000-01709546400000000000-1-2.jsonl",
                  samples.line(3800, "spooled") + '{"half')
    sandbox.append(".tlm/in.jsonl", ' of it":1}\n')
    sandbox.pin_times()
    sandbox.append(".tlm/current.jsonl", '{"torn')
    script.run("append", "--json", stdin=samples.line(3900, "after_the_tear"))
    script.run("mode", "set", "ALERT", "--reason", "noon", "--by", "ada", "--json")
    sandbox.pin_times()
    begin_rotation(store)
    script.run("append", "--json", stdin=samples.line(4000, "after_the_rotation"))
    script.run("query", "--event", "run", "--count", "--explain")
    script.run("replay", *[word for name in PROJECTIONS for word in ("-p", name)], "--digest")


def evening(sandbox, store, script):
    """more events; the index is brought up, and kept states and rows are changed"""
    script.run("projections", "rebuild", *PROJECTIONS)
    script.run("append", "--json", "mixed.jsonl", "-", stdin=samples.line(
        4100, "issue_start", issue_id="LAST-1"))
    script.run("replay", "-p", "issues", "-p", "runs", "-p", "velocity", "--digest")
    script.run("query", "--where", "branch=main", "--count", "--explain")
    script.run("projections", "rebuild", "velocity", "--set", "per=week")
    script.run("projections", "status", "--json")
    script.run("projections", "verify")
    script.run("doctor", "--json")


def large(sandbox):
    """A segment that is filled to its limit, and sealed by that."""
    store, script = sandbox.make_store(), Transcript(sandbox)
    text = '{"event":"large","text":"%s"}\n' % ("0123456789abcdef" * 60_000)
    sandbox.write("large.jsonl", text * 9)
    script.run("append", "--json", *["large.jsonl"] * 16)
    script.run("append", "--receipts", stdin=samples.line(0, "next"))
    script.run("index", "--json")
    return script.text + files(store)
