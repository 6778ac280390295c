"""How fast files come in: 150 MB of transcripts and of plain lines, first and again, beside jq."""

import json
import random
import shutil
import subprocess
import time

from tools import Row, duration, median

SIZE = 150 << 20
RUNS = 3


def transcripts(bench):
    """A folder of session files as Claude Code writes them; made once."""
    folder = bench.work / "transcripts"
    if not folder.exists():
        draft = folder.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        number = written = 0
        while written < SIZE:
            path = draft / f"session-{number:04}.jsonl"
            path.write_text(session(number))
            written += path.stat().st_size
            number += 1
        draft.rename(folder)
    return folder


def session(number):
    """Prompts, responses over two lines each, calls and what they gave, some of it long."""
    rng = random.Random(number)
    words = "the parser reads each line of a file and returns what it found there or nothing at all".split()
    lines = []
    for turn in range(120):
        text = " ".join(rng.choice(words) for _ in range(rng.randrange(40, 400)))
        base = {"sessionId": f"{number:08x}-4b1c-4f8e-9a77-2f0c6a1d9e55", "cwd": "/home/me/project",
                "version": "2.0.1", "gitBranch": "main", "isSidechain": False,
                "timestamp": f"2026-02-{1 + number % 27:02}T{turn // 60:02}:{turn % 60:02}:00.123Z"}
        usage = {"input_tokens": turn, "cache_creation_input_tokens": 900, "output_tokens": 40 + turn,
                 "cache_read_input_tokens": 15000 + turn}
        message = {"id": f"msg_{number:06}{turn:06}", "role": "assistant", "model": "claude-sonnet-4-5",
                   "usage": usage}
        call = f"toolu_{number:06}{turn:06}"
        contents = [
            ("user", {"role": "user", "content": text}),
            ("assistant", dict(message, content=[{"type": "text", "text": text}])),
            ("assistant", dict(message, content=[{"type": "tool_use", "id": call, "name": "Bash",
                                                  "input": {"command": "make test && git diff --stat"}}])),
            ("user", {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call,
                                                   "content": "\n".join([text] * rng.randrange(1, 6))}]})]
        for kind, content in contents:
            lines.append(json.dumps(dict(base, type=kind, uuid=f"{rng.getrandbits(128):032x}",
                                         message=content), separators=(",", ":")))
    return "\n".join(lines) + "\n"


def size(folder):
    return sum(file.stat().st_size for file in folder.iterdir())


def imported(bench, store, *arguments):
    """Seconds of an import, and what it says."""
    start = time.perf_counter()
    result = subprocess.run([bench.tlm, "import", "--store", str(store), "--json", *map(str, arguments)],
                            capture_output=True, text=True, check=True)
    return time.perf_counter() - start, json.loads(result.stdout)["totals"]


def asked_of_jq(folder):
    """Seconds that jq takes to read what each response used."""
    files = sorted(str(file) for file in folder.iterdir())
    start = time.perf_counter()
    subprocess.run(["jq", "-c", ".message.usage", *files], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def measure(bench):
    folder = transcripts(bench)
    mebibytes = size(folder) / (1 << 20)
    jq = asked_of_jq(folder) if shutil.which("jq") else None
    for what, arguments in (("transcripts, secrets hidden", []),
                            ("the same, left as they are", ["--no-redact"])):
        first, again = [], []
        for _ in range(RUNS):
            store = bench.fresh("importing") / ".tlm"
            subprocess.run([bench.tlm, "init", "--store", str(store)], check=True, capture_output=True)
            seconds, totals = imported(bench, store, *arguments, folder)
            assert totals["known"] == 0 and totals["quarantined"] == 0
            first.append(seconds)
            seconds, totals = imported(bench, store, *arguments, folder)
            assert totals["new"] == 0
            again.append(seconds)
        pace = mebibytes / median(first)
        yield Row(f"import of {mebibytes:.0f} MiB of {what}", f"{pace:.0f} MiB/s",
                  f"{duration(min(first))} – {duration(max(first))}",
                  f"jq -c .message.usage {duration(jq)}" if jq else "no jq here",
                  f"{jq / median(first):.2f} ×" if jq else "",
                  "≥ 150 MiB/s" + (", ≥ 1.5 × jq" if jq else ""),
                  pace >= 150 and (not jq or jq / median(first) >= 1.5), f"{pace:.0f} MiB/s")
        yield Row("  a second time", duration(median(again)),
                  f"{duration(min(again))} – {duration(max(again))}",
                  goal="≤ 50 ms", is_reached=median(again) <= 0.05, missed_by=duration(median(again)))
