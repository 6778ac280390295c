#!/usr/bin/env python3
"""Makes small faults in a copy of the tree, one at a time, and sees whether the tests notice.

`mutate.py` applies every fault of Tests/Mutations, builds the tests that have to notice it, runs
those, and prints what came of each and the score; it ends with 1 where a fault survives that nobody
argues to be none. `mutate.py WORD…` takes only those whose name, file or list has one of the words;
`--in FOLDER` keeps the copy and what was built of it for the next time; `--check` builds nothing and
only says whether each fault can be made: that its text stands in its file exactly once, and that the
suites that it names are there.
"""
import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib

LISTS = "Tests/Mutations"
KEYS = {"name", "file", "text", "with", "suites", "why", "equivalent"}
# A mutant that loops runs until it has had ten times as long as the tests take.
LEAST_LIMIT_S, SLOWER = 60, 10

# What goes to the end of the copy's manifest: only the chosen tests and what they need are built.
MANIFEST = """
do {{
  var wanted: [String] = [{names}]
  var needed: Set<String> = []
  while let name = wanted.popLast() {{
    guard needed.insert(name).inserted,
      let target = package.targets.first(where: {{ $0.name == name }})
    else {{ continue }}
    for dependency in target.dependencies {{
      switch dependency {{
      case .targetItem(let name, _), .byNameItem(let name, _): wanted.append(name)
      default: break
      }}
    }}
  }}
  package.targets.removeAll {{ !needed.contains($0.name) }}
  package.products = []
  if !needed.contains("TLMCommand") {{ package.dependencies = [] }}
}}
"""


def load():
    """Every fault of every list, in their order."""
    found = []
    for name in sorted(os.listdir(LISTS)):
        if name.endswith(".toml"):
            with open(os.path.join(LISTS, name), "rb") as file:
                for mutation in tomllib.load(file).get("mutation", []):
                    found.append({**mutation, "list": name[: -len(".toml")]})
    return found


def faults(mutations):
    """Why a fault cannot be made, a sentence each."""
    names = set()
    for it in mutations:
        where = f"{LISTS}/{it['list']}.toml: {it.get('name', '?')}"
        missing = KEYS - {"equivalent"} - it.keys()
        if missing or it.keys() - KEYS - {"list"}:
            yield f"{where}: a mutation has {', '.join(sorted(KEYS))} (the last but one may be missing)"
            continue
        if it["name"] in names:
            yield f"{where}: there are two of this name"
        names.add(it["name"])
        if it["text"] == it["with"] or not it["suites"]:
            yield f"{where}: it changes nothing, or nobody has to notice"
        try:
            with open(it["file"], encoding="utf-8") as file:
                count = file.read().count(it["text"])
        except OSError:
            yield f"{where}: there is no {it['file']}"
            continue
        if count != 1:
            yield f"{where}: its text stands in {it['file']} {count} times, not once"
        for suite in it["suites"]:
            if not has_suite(suite):
                yield f"{where}: there is no suite {suite}"


def has_suite(suite):
    target, _, path = suite.partition(".")
    name = path.split("/")[-1]
    pattern = re.compile(rf"\b(?:struct|class|actor|enum) {re.escape(name)}\b")
    for place, _, files in os.walk(os.path.join("Tests", target)):
        for file in files:
            if file.endswith(".swift"):
                with open(os.path.join(place, file), encoding="utf-8") as text:
                    if pattern.search(text.read()):
                        return True
    return False


def copy(folder):
    """Brings the copy up to the tree; files that are the same keep what was built of them."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], check=True, capture_output=True)
    names = {name for name in listed.stdout.decode().split("\0") if os.path.isfile(name)}
    for name in sorted(names):
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not same(name, target):
            shutil.copyfile(name, target)
            shutil.copymode(name, target)
    for place, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".build")]
        for each in files:
            path = os.path.join(place, each)
            if os.path.relpath(path, folder) not in names:
                os.unlink(path)


def same(one, other):
    try:
        with open(one, "rb") as left, open(other, "rb") as right:
            return left.read() == right.read()
    except OSError:
        return False


def write(path, text):
    """Only where it is another text, so that nothing is built for nothing."""
    with open(path, encoding="utf-8") as file:
        if file.read() == text:
            return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def descendants(process):
    """The processes that a process started, and those that they started."""
    listed = subprocess.run(
        ["ps", "-axo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    children = {}
    for line in listed.splitlines():
        number, parent = map(int, line.split())
        children.setdefault(parent, []).append(number)
    found, rest = [], [process]
    while rest:
        more = children.get(rest.pop(), [])
        found += more
        rest += more
    return found


def run(folder, command, limit):
    """The exit code, and what was said; None for a program that was ended at the limit."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            code = child.wait(limit)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            # What it started must not outlive it, in whichever group that is.
            for each in [child.pid, *descendants(child.pid)]:
                try:
                    os.kill(each, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            child.wait()
        output.seek(0)
        return code, output.read().decode(errors="replace")


class Copy:
    """A tree of one's own to make faults in."""

    def __init__(self, folder):
        self.folder = folder
        copy(folder)
        with open("Package.swift", encoding="utf-8") as file:
            self.manifest = file.read()
        self.baselines = {}

    def choose(self, suites):
        targets = sorted({suite.split(".")[0] for suite in suites})
        names = ", ".join(f'"{target}"' for target in targets)
        write(
            os.path.join(self.folder, "Package.swift"),
            self.manifest + MANIFEST.format(names=names))

    def build(self):
        code, said = run(self.folder, ["swift", "build", "--build-tests"], 3600)
        return None if code == 0 else said

    def test(self, suites, limit):
        """Whether the suites pass: True, False, or None where they did not end; and what was said."""
        names = "|".join(re.escape(suite) for suite in suites)
        command = ["swift", "test", "--skip-build", "--filter", f"^({names})/"]
        code, said = run(self.folder, command, limit)
        if code == 0 and not re.search(r"Test run with [1-9]", said):
            return "no test", said
        return (None if code is None else code == 0), said

    def limit(self, suites):
        """How long mutants may take; the suites have to pass as they are."""
        key = tuple(suites)
        if key not in self.baselines:
            start = time.monotonic()
            passes, said = self.test(suites, 900)
            if passes is not True:
                sys.exit(f"mutate: {', '.join(suites)} do not pass as they are:\n{said[-3000:]}")
            self.baselines[key] = max(LEAST_LIMIT_S, SLOWER * (time.monotonic() - start))
        return self.baselines[key]

    def attempt(self, it):
        """What becomes of one fault, in a word, and what was said."""
        path = os.path.join(self.folder, it["file"])
        with open(path, encoding="utf-8") as file:
            whole = file.read()
        try:
            write(path, whole.replace(it["text"], it["with"]))
            said = self.build()
            if said is not None:
                return "no build", said
            passes, said = self.test(it["suites"], self.limits)
        finally:
            write(path, whole)
        return {True: "survived", False: "killed", None: "timeout"}.get(passes, passes), said


def report(it, what, seconds):
    note = ""
    if "equivalent" in it:
        note = "equivalent" if what == "survived" else "was argued to be equivalent"
    print(f"{what:9} {seconds:5.0f} s  {it['list']:10} {it['name']}  {note}".rstrip(), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--in", dest="folder", metavar="FOLDER")
    options = parser.parse_args()
    mutations = load()
    wrong = list(faults(mutations))
    for sentence in wrong:
        print(f"mutate: {sentence}", file=sys.stderr)
    if options.check or wrong:
        return 1 if wrong else 0
    if options.words:
        mutations = [
            it for it in mutations
            if any(word in f"{it['list']} {it['name']} {it['file']}" for word in options.words)]
    if options.folder:
        return score(mutations, options.folder)
    with tempfile.TemporaryDirectory(prefix="tlm-mutants-") as folder:
        return score(mutations, folder)


def score(mutations, folder):
    start = time.monotonic()
    tree = Copy(folder)
    # Those that need the same tests come together: another choice builds more anew.
    mutations = sorted(mutations, key=lambda it: sorted({s.split(".")[0] for s in it["suites"]}))
    results = []
    for it in mutations:
        begun = time.monotonic()
        tree.choose(it["suites"])
        if tuple(it["suites"]) not in tree.baselines:
            said = tree.build()
            if said is not None:
                sys.exit(f"mutate: the tests of {it['suites']} do not build:\n{said[-3000:]}")
        tree.limits = tree.limit(it["suites"])
        what, said = tree.attempt(it)
        results.append((it, what))
        report(it, what, time.monotonic() - begun)
        if what in ("no build", "no test"):
            print(said[-2000:], file=sys.stderr)
    return summary(results, time.monotonic() - start)


def summary(results, seconds):
    killed = [it for it, what in results if what in ("killed", "timeout")]
    argued = [it for it, what in results if what == "survived" and "equivalent" in it]
    left = [
        (it, what) for it, what in results
        if what not in ("killed", "timeout", "survived")
        or (what == "survived") != ("equivalent" in it)]
    print(f"\n{len(results)} faults: {len(killed)} killed, {len(argued)} argued to be none, "
          f"{len(left)} to look at, {seconds:.0f} s")
    for it, what in left:
        print(f"  {what}: {it['file']}: {it['name']}\n    {it['text'].strip()}\n"
              f"    -> {it['with'].strip() or '(nothing)'}\n    by {', '.join(it['suites'])}")
    return 1 if left else 0


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    sys.exit(main())
