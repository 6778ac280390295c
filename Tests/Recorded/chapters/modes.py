"""Modes: which is in force and why, by hand, by rules of one's own, by scope; and proposals."""

import samples
from sandbox import Sandbox
from transcript import Transcript

PROPOSALS = "".join(
    samples.line(1600 + number, "mode_transition_proposed", proposal_id="p%d" % number,
                 **{"from": "NORMAL", "to": "ALERT"}, rule="NORMAL_to_ALERT",
                 expires_at="2038-01-01T00:00:00.000000Z" if number < 4 else
                 "2024-03-04T10:30:00.000000Z") for number in range(5))


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        documents = {"first.txt": first(sandbox)}
        sandbox.run("append", stdin=(samples.day() + PROPOSALS).encode())
        documents["shown.txt"] = shown(sandbox)
        documents["rules.txt"] = rules(sandbox)
        documents["set.txt"] = by_hand(sandbox)
        documents["answers.txt"] = answers(sandbox)
        documents["mistakes.txt"] = mistakes(sandbox)
        return documents


def both(script, *words):
    script.run(*words)
    script.run(*words, "--json")


def first(sandbox):
    script = Transcript(sandbox)
    for words in (["mode"], ["mode", "explain"], ["mode", "history"]):
        both(script, *words)
    return script.text


def shown(sandbox):
    script = Transcript(sandbox)
    for words in ([], ["show"], ["explain"], ["history"], ["history", "-n", "1"],
                  ["show", "--at", "2024-03-04T10:12:00Z"],
                  ["explain", "--at", "2024-03-04T10:12:00Z"],
                  ["explain", "--at", "2024-03-04T09:00:00Z"],
                  ["show", "--scope", "build"], ["explain", "--scope", "build"],
                  ["history", "--scope", "build"], ["history", "--scope", "none"]):
        both(script, "mode", *words)
    return script.text


def rules(sandbox):
    """Rules that are named, that stand in the store, and that are one's own."""
    script = Transcript(sandbox)
    sandbox.write("rules.yaml", samples.RULES)
    script.content("rules.yaml", samples.RULES.encode())
    both(script, "mode", "show", "--rules", "rules.yaml")
    both(script, "mode", "explain", "--rules", "rules.yaml")
    script.note("in your own configuration, then in the store")
    sandbox.write("../home/config/tlm/rules.yaml", samples.RULES.replace("CALM", "MINE"))
    both(script, "mode")
    sandbox.write(".tlm/rules.yaml", samples.RULES.replace("CALM", "STORES"))
    both(script, "mode")
    script.note("with a mistake")
    sandbox.write(".tlm/rules.yaml", samples.BAD_RULES)
    both(script, "mode")
    sandbox.run("doctor")
    for name in (".tlm/rules.yaml", "../home/config/tlm/rules.yaml"):
        sandbox.remove(name)
    return script.text


def by_hand(sandbox):
    script = Transcript(sandbox)
    for words in (["ALERT", "--reason", "deploying", "--by", "ada", "--json"],
                  ["ALERT", "--reason", "x", "--by", "ada"],
                  ["RECOVERY", "--reason", "x", "--by", "ada"],
                  ["PANIC", "--reason", "x"], ["NORMAL"], ["NORMAL", "--reason", ""],
                  ["NORMAL", "--reason", "calm", "--by", "ada"],
                  ["STORM", "--reason", "wind", "--by", "ada", "--rules", "rules.yaml"],
                  ["LOCKDOWN", "--reason", "x", "--by", "bob", "--scope", "build", "--json"],
                  ["RECOVERY", "--reason", "x", "--by", "bob", "--scope", "build"]):
        script.run("mode", "set", *words)
    both(script, "mode", "history")
    script.run("mode", "explain")
    script.run("mode", "explain", "--scope", "build")
    script.run("query", "--event", "mode_transition", "--newest-first", "--limit", "4")
    return script.text


def answers(sandbox):
    script = Transcript(sandbox)
    for words in (["approve", "p0", "--by", "ada", "--note", "looks calm", "--json"],
                  ["approve", "p0", "--by", "ada"], ["reject", "p0", "--by", "ada", "--json"],
                  ["reject", "p1", "--by", "ada"], ["reject", "p2", "--by", "bob", "--json"],
                  ["approve", "p4", "--by", "ada"], ["approve", "p4", "--by", "ada", "--json"],
                  ["reject", "p4", "--by", "ada"], ["approve", "nothing", "--by", "ada"],
                  ["approve", "nothing", "--by", "ada", "--json"], ["approve"]):
        script.run("mode", *words)
    script.run("mode", "set", "DEGRADED", "--reason", "disk", "--by", "ada")
    both(script, "mode", "approve", "p3", "--by", "ada")
    script.run("query", "--event", "mode_transition_*", "--newest-first", "--limit", "5")
    return script.text


def mistakes(sandbox):
    script = Transcript(sandbox)
    sandbox.write("bad.yaml", samples.BAD_RULES)
    for words in (["show", "--rules", "nowhere.yaml"], ["show", "--rules", "bad.yaml"],
                  ["show", "--rules", "bad.yaml", "--json"], ["show", "--at", "soon"],
                  ["history", "-n", "0"], ["history", "-n", "x"], ["sideways"],
                  ["set", "ALERT", "--reason", "x", "--rules", "bad.yaml"],
                  ["show", "--store", "nowhere"], ["set", "ALERT", "--reason", "x", "--store",
                                                   "nowhere", "--json"]):
        script.run("mode", *words)
    return script.text
