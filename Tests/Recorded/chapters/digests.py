"""The digest of each built-in projection over real logs.

A line has the status, the digest, the SHA-256 of the document, the counts through, events, matched
and quarantined, and the projection with its settings.
"""

import hashlib
import re

from catalog import PROJECTIONS, VARIANTS, data_files, short
from narrow import ELAPSED
from sandbox import Sandbox

COUNT = re.compile(r'"(?:through|events|matched|quarantined)":(\d+)')


def record(binary):
    with Sandbox(binary, has_data=True) as sandbox:
        return {"data.txt": real(sandbox)}


def real(sandbox):
    """Each projection over each file, by itself, then with each of its settings."""
    lines = []
    for file in data_files():
        lines += ["", file]
        for projection in PROJECTIONS:
            lines += folded(sandbox, {projection: ()}, file)
        for chosen in variants():
            lines += folded(sandbox, chosen, file)
    everything = ["data/structlog/current.jsonl.1", "data/structlog/current.jsonl",
                  "data/dialects/feat417_seed000.jsonl", "data/claude/session-a.stream.jsonl"]
    lines += ["", "several files, as one log"] + printed(sandbox, everything)
    return "\n".join(lines[1:]) + "\n"


def variants():
    """The settings of each projection, those of one number together."""
    for number in range(max(map(len, VARIANTS.values()))):
        yield {projection: each[number] for projection, each in VARIANTS.items()
               if number < len(each)}


def printed(sandbox, files):
    """What --digest prints of all projections in one pass."""
    words = [word for projection in PROJECTIONS for word in ("-p", projection)]
    return sandbox.run("replay", *words, "--digest", *files).output.decode().splitlines()


def folded(sandbox, chosen, file):
    """Status, digest, SHA-256 of the document and counts of one pass over some projections."""
    words = ["replay", "--json"]
    for projection, variant in chosen.items():
        words += ["-p", projection]
        for each in variant:
            words += ["--set", each if len(chosen) == 1 else "%s.%s" % (projection, each)]
    said = sandbox.run(*words, file)
    # No other rule: a bucket of the year 2099's log may begin today.
    documents = ELAPSED.sub(r"\1<took>", said.output.decode()).splitlines()
    if said.status == 2:  # nothing of it can be read: one document says so
        yield "%d %s %s" % (said.status, sha256("".join(documents)), " ".join(chosen))
        return
    if len(documents) != len(chosen):
        raise RuntimeError("%s gave %d documents: %s" % (words, len(documents), said.errors))
    for (projection, variant), document in zip(chosen.items(), documents):
        counts = ",".join(COUNT.findall(document)[:4])
        yield "%d %s %s %s %s" % (
            said.status, digest_in(document), sha256(document), counts,
            " ".join([projection, short(variant)]).strip())


def digest_in(document):
    found = re.search(r'"digest":"([0-9a-f]{64})"', document)
    return found[1] if found else "no digest"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]
