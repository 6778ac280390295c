"""Which store: init, the option, the environment, the nearest upwards, the user's own, or none."""

import os

from sandbox import Sandbox
from transcript import Transcript

AT = "ts=2024-03-04T10:00:00Z"
READING = (["query"], ["tail"], ["replay", "-p", "event-counts"], ["doctor"], ["doctor", "--fix"],
           ["index"], ["projections", "status"], ["sensors"], ["mode"], ["control", "verify"],
           ["projections", "rows", "issues"], ["append"], ["index", "rebuild"])


def record(binary):
    documents = {}
    for part in (making, choosing, missing):
        with Sandbox(binary) as sandbox:
            documents[part.__name__ + ".txt"] = part(sandbox)
    return documents


def making(sandbox):
    script = Transcript(sandbox)
    for words in (["init"], ["init"], ["init", "--json"], ["init", "--store", "a/b", "--json"],
                  ["init", "--store", "a/b"], ["init", "surplus"], ["init", "--store"]):
        script.run(*words)
    sandbox.write("file", "no folder")
    script.run("init", "--store", "file/store")
    script.run("init", "--store", "file", "--json")
    script.run("init", env={"TLM_STORE": "c"})
    for folder in (".tlm", "a/b"):
        script.content("the names below " + folder, "".join(
            "%s\n" % each for each in names(sandbox, folder)).encode())
    return script.text


def names(sandbox, folder):
    """Mode, kind and name of everything below a folder."""
    found = []
    top = sandbox.path(folder)
    for path, folders, files in os.walk(top):
        for name in folders + files:
            whole = os.path.join(path, name)
            status = os.lstat(whole)
            found.append("%06o %s" % (status.st_mode, os.path.relpath(whole, top)))
    return sorted(found, key=lambda each: each[7:])


def choosing(sandbox):
    script = Transcript(sandbox)
    sandbox.write("project/deep/inside/x", "")
    for name in ("option", "variable", "project/.tlm", ".tlm"):
        sandbox.make_store(name)
        sandbox.run("emit", AT, "--store", name, name)
    inside = "project/deep/inside"
    variable = {"TLM_STORE": sandbox.path("variable")}
    for how in ({"env": variable}, {"cwd": inside}, {"cwd": inside, "env": variable}, {}):
        script.note(how.get("cwd", "the top folder"))
        script.run("query", **how)
        script.run("query", "--store", sandbox.path("option"), **how)
        script.run("doctor", **how)
    script.note("the user's own, where there is no other")
    outside = {"cwd": "../home"}
    script.run("query", **outside)
    script.run("emit", AT, "mine", **outside)
    script.run("query", **outside)
    script.run("doctor", **outside)
    script.run("query", env={"TLM_STORE": "nowhere"})
    script.run("query", env={"TLM_STORE": ""})
    return script.text


def missing(sandbox):
    script = Transcript(sandbox)
    for words in READING:
        script.run(*words)
        script.run(*words, "--store", "nowhere", *(
            [] if words[0] == "tail" else ["--json"]))
    sandbox.write("empty/x", "")
    script.run("query", "--store", "empty")
    script.run("doctor", "--store", "empty")
    script.content("the names after all that", "\n".join(names(sandbox, ".")).encode() + b"\n")
    return script.text
