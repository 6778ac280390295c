"""The index: how it stands, building it anew, keys of one's own, and mistakes in config.yaml."""

import os

import samples
from generator import mixed
from sandbox import Sandbox
from transcript import Transcript


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        mixed.write(sandbox.path("mixed.jsonl"), 2500)
        return {"status.txt": status(sandbox), "keys.txt": keys(sandbox)}


def both(script, *words):
    script.run(*words)
    script.run(*words, "--json")


def status(sandbox):
    script = Transcript(sandbox)
    script.note("an empty store")
    both(script, "index")
    both(script, "index", "rebuild")
    script.note("events that are not indexed yet")
    script.run("append", "mixed.jsonl")
    both(script, "index", "status")
    both(script, "index", "rebuild")
    both(script, "index", "status")
    script.note("a few events behind")
    script.run("append", stdin=samples.line(1, "later"))
    both(script, "index", "status")
    script.run("query", "--event", "later", "--explain")
    script.note("another store under the index, and a file that is none")
    os.unlink(sandbox.path(".tlm/log/STORE"))
    both(script, "index", "status")
    script.run("doctor", "--fix", "--json")
    script.run("query", "--event", "later", "--explain")
    script.run("index", "rebuild")
    sandbox.write(".tlm/views/data.mdb", "no database\n" * 2000)
    both(script, "index", "status")
    script.run("query", "--event", "later", "--explain")
    both(script, "index", "status")
    for words in (["sideways"], ["status", "extra"], ["rebuild", "--store", "nowhere"]):
        script.run("index", *words)
    return script.text


def keys(sandbox):
    script = Transcript(sandbox)
    sandbox.write(".tlm/config.yaml", samples.CONFIG)
    script.content(".tlm/config.yaml", samples.CONFIG.encode())
    both(script, "index")
    script.run("append", stdin="".join(
        samples.line(number, "built", branch="main" if number % 3 else "side",
                     metadata={"host": "h%d" % (number % 4)}) for number in range(60)))
    both(script, "index", "rebuild")
    both(script, "index")
    for condition in ("branch=side", "metadata.host=h2", "branch=none"):
        script.run("query", "--where", condition, "--count", "--explain")
    script.note("mistakes")
    many = "index:\n  keys: [%s]\n" % ", ".join("k%d" % number for number in range(17))
    for text in (samples.BAD_CONFIG, "index: [a]\n", "index:\n  keys: a\n", "{", "- x\n",
                 "a: &b 1\n", many, "\tx: 1\n"):
        sandbox.write(".tlm/config.yaml", text)
        script.content(".tlm/config.yaml", text.encode())
        script.run("index", "rebuild")
        script.run("query", "--event", "run", "--count")
        script.run("sensors", "get", "perf_system_cpu_load", "--at",
                   "2024-03-02", "--json")
    return script.text
