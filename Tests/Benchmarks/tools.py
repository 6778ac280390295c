"""What every measure needs: the programs, the scratch folder, percentiles, and rows of the table."""

import array
import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import time
import uuid


CALLED = ("Bash", "Read", "mcp__tasks__list_everything")


@dataclasses.dataclass
class Row:
    """One line of the table. `goal` and `is_reached` are None where nothing was promised."""
    what: str
    measured: str
    spread: str = ""
    peer: str = ""
    ratio: str = ""
    goal: str = ""
    is_reached: bool | None = None
    missed_by: str = ""

    def verdict(self):
        if self.is_reached is None:
            return ""
        return "reached" if self.is_reached else f"NOT: {self.missed_by}"


def percentile(samples, share):
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(samples):
    return percentile(samples, 0.5)


def duration(seconds):
    """With the unit that suits it."""
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def rate(per_second):
    return f"{per_second / 1e6:.2f} M/s" if per_second >= 1e6 else f"{per_second / 1e3:.1f} k/s"


def spread(samples, shares=(0.99,)):
    """p99 and the ends."""
    parts = [f"p{int(share * 100)} {duration(percentile(samples, share))}" for share in shares]
    return "  ".join(parts + [f"{duration(min(samples))} – {duration(max(samples))}"])


class Bench:
    """The programs under measure and the folder that they work in."""

    def __init__(self, bin_folder, work):
        self.work = pathlib.Path(work)
        self.tlm, self.program = self.installed(f"{bin_folder}/tlm"), f"{bin_folder}/tlm-bench"
        small = os.environ.get("TLM_SMALL")
        # tlm-emit, and beside it the other small programs; None where they were not built.
        self.small = self.installed(small, "tlm-hook", "tlm-gate") if small else None
        self.scratch = self.work / "scratch"
        python = self.work / "venv/bin/python"
        has_duck = python.exists() and subprocess.run(
            [python, "-c", "import duckdb"], capture_output=True).returncode == 0
        self.duck_python = str(python) if has_duck else None
        self.threads = min(2, os.cpu_count())

    def installed(self, program, *others):
        """A program and others of its folder as `make install` puts them in place: a copy, stripped, which
        the kernel maps sooner than the file that the linker has written."""
        folder = self.work / "installed"
        folder.mkdir(parents=True, exist_ok=True)
        names = [os.path.basename(program), *others]
        for name in names:
            (folder / name).unlink(missing_ok=True)
            shutil.copyfile(os.path.join(os.path.dirname(program), name), folder / name)
            os.chmod(folder / name, 0o755)
            subprocess.run(["strip", folder / name], check=False, capture_output=True)
        return str(folder / names[0])

    def fresh(self, name):
        """An empty folder, on the disk that the work folder is on."""
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def start(self, mode, **options):
        words = [f"{name}={value}" for name, value in options.items()]
        return subprocess.Popen([self.program, mode, *words], stdout=subprocess.PIPE, text=True)

    @staticmethod
    def finish(process):
        out, _ = process.communicate()
        if process.returncode != 0:
            raise SystemExit(f"bench: {process.args} ended with {process.returncode}")
        return json.loads(out)

    def run(self, mode, **options):
        return self.finish(self.start(mode, **options))

    def together(self, mode, processes, folder, **options):
        """Several processes that begin at one instant: their samples in seconds, and their rate."""
        begin = time.monotonic_ns() + 300_000_000
        started = [
            self.start(mode, samples=folder / f"samples-{number}", start=begin, **options)
            for number in range(processes)]
        results = [self.finish(process) for process in started]
        samples = [s for number in range(processes) for s in read_samples(folder / f"samples-{number}")]
        elapsed = max(r["end"] for r in results) - min(r["start"] for r in results)
        return samples, sum(r["events"] for r in results) / elapsed * 1e9

    def workload(self):
        """The log of a million events; made once."""
        path = self.work / "million.jsonl"
        if not path.exists():
            draft = path.with_suffix(".new")
            generator = pathlib.Path(__file__).with_name("workload.py")
            subprocess.run(["python3", generator, "1000000", draft], check=True, capture_output=True)
            draft.rename(path)
        return path

    def calls(self):
        """A million calls of tools, each with its begin and its end."""
        path = self.work / "million-calls.jsonl"
        if not path.exists():
            draft = path.with_suffix(".new")
            with open(draft, "w", buffering=1 << 20) as out:
                for number in range(1_000_000):
                    for hook, seconds in ("PreToolUse", 0), ("PostToolUse", 0.5):
                        out.write(json.dumps({
                            "ts": 1_770_000_000 + number / 1000 + seconds, "session_id": "s1",
                            "hook_event_name": hook, "tool_name": CALLED[number % len(CALLED)],
                            "tool_use_id": f"toolu_01ABCDEFGHJKLMN{number:09}"}) + "\n")
            draft.rename(path)
        return path

    def workload_with_ids(self):
        """The same log with an id of its own on each line."""
        path = self.work / "million-ids.jsonl"
        if not path.exists():
            draft = path.with_suffix(".new")
            with open(self.workload()) as lines, open(draft, "w", buffering=1 << 20) as out:
                for number, line in enumerate(lines):
                    out.write(f'{line.rstrip()[:-1]},"event_id":"{hash_id(number)}"}}\n')
            draft.rename(path)
        return path


def hash_id(number):
    """A UUID that looks random and is the same every time."""
    return str(uuid.UUID(bytes=hashlib.md5(str(number).encode()).digest()))


def read_samples(path):
    words = array.array("I")
    words.frombytes(pathlib.Path(path).read_bytes())
    return [word / 1e9 for word in words]
