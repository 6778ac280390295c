"""append: receipts, documents, conditions that hold or do not, and input that cannot go in."""

import samples
from sandbox import Sandbox
from transcript import Transcript

STEP = samples.line(0, "step")
DEPLOY = samples.line(1, "deploy", env="prod")


def record(binary):
    documents = {}
    for part in (plain, revisions, if_none, keys, refused):
        with Sandbox(binary, has_data=part is plain) as sandbox:
            sandbox.make_store()
            script = Transcript(sandbox)
            part(script)
            script.run("query")
            documents[part.__name__ + ".txt"] = script.text
    return documents


def plain(script):
    script.run("append", "data/dialects/feat417_seed000.jsonl")
    script.run("append", "--json", "data/dialects/claude_hooks.jsonl", "-", stdin=STEP)
    script.run("append", "--receipts", "-", stdin=STEP + "broken\n\n[1]\n" + DEPLOY)
    script.run("append", "--receipts", "--synced", stdin=STEP)
    script.run("append", "--receipts", "--json", stdin=STEP)
    script.run("append", "--json", "--synced", stdin="no event\n" + STEP.strip())
    script.run("append", stdin="")
    script.run("append", "--json", stdin="")
    script.run("append", "nowhere.jsonl")
    script.run("append", "--json", "data/dialects/adr0004_seed002.jsonl", "nowhere.jsonl")
    script.run("append", "data")
    script.note("a line that is too long")
    line = '{"event":"long","text":"%s"}\n' % ("x" * (1 << 20))
    script.add(["append"], script.sandbox.run("append", stdin=(STEP + line + STEP).encode()))


def revisions(script):
    for revision in ("none", "1", "any", "3"):
        script.run("append", "--expect-revision", "a=b=" + revision, stdin=STEP)
    script.run("append", "--expect-revision", "s=0", "--json", stdin=STEP + DEPLOY)
    script.run("append", "--expect-revision", "s=0", stdin=STEP)
    script.run("append", "--expect-revision", "s=0", "--json", stdin=STEP)
    script.run("append", "--expect-revision", "s=none", "--json", stdin=STEP)
    script.run("append", "--expect-revision", "s=9", stdin=STEP)
    script.run("append", "--expect-revision", "new=5", "--json", stdin=STEP)
    both = samples.line(2, "step", stream="s") + samples.line(3, "step", stream="t")
    script.run("append", "--expect-revision", "s=2", "--expect-revision", "t=none", "--json",
               stdin=both)
    script.run("append", "--expect-revision", "s=2", "--expect-revision", "t=1", stdin=both)
    script.run("append", "--expect-revision", "s=3", stdin=samples.line(4, "x", stream="u"))
    script.run("query", "--stream", "s", "--count")
    script.note("what strangers said before counts")
    script.sandbox.append(".tlm/in.jsonl", samples.line(5, "step", stream="s"))
    script.run("append", "--expect-revision", "s=3", stdin=STEP)


def if_none(script):
    condition = ["--if-none", "--event", "deploy", "--where", "env = prod"]
    script.run("append", *condition, stdin=DEPLOY)
    script.run("append", *condition, stdin=DEPLOY)
    script.run("append", *condition, "--json", stdin=DEPLOY)
    script.run("append", *condition, "--after", "0", "--json", stdin=DEPLOY)
    script.run("append", *condition, "--from", "0", stdin=DEPLOY)
    script.run("append", "--if-none", "--tool", "x", "--outcome", "failure", "--json", stdin=STEP)
    script.run("append", "--if-none", stdin=STEP)
    script.run("append", "--if-none", "--since", "2024-03-05", "--receipts", stdin=STEP)
    script.run("append", "--if-none", "--event", "nothing", "--expect-revision", "s=none",
               "--json", stdin=STEP)


def keys(script):
    for _ in range(2):
        script.run("append", "--key", "k", stdin=STEP)
        script.run("append", "--key", "k", "--json", stdin=STEP)
    script.run("append", "--key", "k", stdin=DEPLOY)
    script.run("append", "--key", "k", "--json", stdin=DEPLOY)
    script.run("append", "--key", "other", "--expect-revision", "s=none", "--json", stdin=STEP)
    script.run("append", "--key", "x", stdin=samples.line(1, "a", idempotency_key="x"))
    script.run("append", "--key", "x", stdin=samples.line(1, "a", idempotency_key="y"))


def refused(script):
    for words, given in (
            (["--expect-revision", "s=0", "--json"], "half{\n"), (["--key", "k"], STEP + STEP),
            (["--expect-revision", "s=0"], "[1]\n"), (["--key", "k"], ""),
            (["--expect-revision", "s=0"], samples.line(0, "x", stream="t")),
            (["--expect-revision", "s"], STEP), (["--expect-revision", "=1"], STEP),
            (["--expect-revision", "s=-1"], STEP), (["--expect-revision", "s=x"], STEP),
            (["--key", ""], STEP), (["--event", "x"], STEP), (["--after", "1"], STEP),
            (["--if-none", "--after", "1", "--from", "1"], STEP),
            (["--key", "k", "--receipts"], STEP), (["--if-none", "--where", "x"], STEP),
            (["--expect-revision", "s=1", "--expect-revision", "s=2"], STEP)):
        script.run("append", *words, stdin=given)
