"""The digest of each built-in projection over 300 000 generated events; lines as in `digests`."""

import hashlib
import os
import subprocess
import sys

from catalog import PROJECTIONS
from chapters.digests import folded, variants
from sandbox import Sandbox

EVENTS = 300_000
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def record(binary):
    with Sandbox(binary) as sandbox:
        # In a process of its own, so that other chapters go on meanwhile.
        subprocess.run(
            [sys.executable, "-B", "-m", "generator", sandbox.path("mixed.jsonl"), str(EVENTS)],
            cwd=HERE, check=True)
        return {"digests.txt": generated(sandbox)}


def generated(sandbox):
    """All projections in one pass with each of their settings, then each by itself."""
    with open(sandbox.path("mixed.jsonl"), "rb") as file:
        content = file.read()
    lines = ["the log: %d bytes, %d lines, SHA-256 %s" % (
        len(content), content.count(b"\n"), hashlib.sha256(content).hexdigest())]
    for chosen in [{projection: () for projection in PROJECTIONS}, *variants()]:
        lines += ["", *folded(sandbox, chosen, "mixed.jsonl")]
    lines += ["", "each by itself, on one thread"]
    for projection in PROJECTIONS:
        said = sandbox.run("replay", "-p", projection, "--digest", "--jobs", "1", "mixed.jsonl")
        lines.append("%s  %s" % (said.output.decode().strip(), projection))
    return "\n".join(lines) + "\n"
